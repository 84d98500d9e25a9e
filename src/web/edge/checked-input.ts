import { type ArgumentMetadata, ValidationPipe } from '@nestjs/common';
import { invalidInput, refuseListsInLists, VALIDATION } from '../../shared/validation.js';

/** So many checked queries are remembered; then it begins anew, which is cheaper than to keep an order. */
const KEPT = 500;
/** Of longer queries hardly one comes twice. */
const LONGEST = 500;

type Dto = ArgumentMetadata['metatype'];
type Flat = Record<string, unknown>;

/**
 * Checks what comes in against its DTO. What the checks of a query found is the same for the same query, and they take longer
 * than all else that stands before a handler; so those that passed are remembered. Who asks gets an object of their own.
 */
export class CheckedInput extends ValidationPipe {
  private readonly passed = new Map<Dto, Map<string, Flat>>();
  private count = 0;

  constructor() {
    super({ ...VALIDATION, transform: true, exceptionFactory: invalidInput });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const key = metadata.type === 'query' && metadata.data === undefined ? keyOf(value) : null;
    if (metadata.type === 'body' && metadata.data === undefined && metadata.metatype !== Object)
      refuseListsInLists(value);
    if (key === null) return super.transform(value, metadata);
    const known = this.passed.get(metadata.metatype)?.get(key);
    if (known) return copyOf(known);
    const checked: unknown = await super.transform(value, metadata);
    if (isFlat(checked)) this.remember(metadata.metatype, key, copyOf(checked));
    return checked;
  }

  private remember(dto: Dto, key: string, checked: Flat): void {
    if (this.count >= KEPT) {
      this.passed.clear();
      this.count = 0;
    }
    const ofDto = this.passed.get(dto) ?? new Map<string, Flat>();
    this.passed.set(dto, ofDto.set(key, checked));
    this.count += 1;
  }
}

/** The query as one text; null for one that is not a flat list of texts, or is too long to be kept. */
function keyOf(query: unknown): string | null {
  if (typeof query !== 'object' || query === null) return null;
  let length = 0;
  for (const [name, value] of Object.entries(query)) {
    if (typeof value !== 'string') return null;
    length += name.length + value.length;
  }
  return length > LONGEST ? null : JSON.stringify(query);
}

/** Whether a copy of it shares nothing with it. */
function isFlat(value: unknown): value is Flat {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((one) => typeof one !== 'object' || one === null)
  );
}

function copyOf(flat: Flat): Flat {
  return Object.assign(Object.create(Object.getPrototypeOf(flat)) as Flat, flat);
}
