import type { ComponentChildren, VNode } from 'preact';
import type { FieldProblem } from '../../shared/errors.js';
import { address } from '../address.js';
import type { PageContext } from '../context.js';

/** The hidden field that every form with method="post" needs. */
export function Csrf({ ctx }: { ctx: PageContext }): VNode {
  return <input type="hidden" name="_csrf" value={ctx.csrf} />;
}

/** In a table's cell: takes a record back with a reason (`why`). `what` names it for screen readers: 'pemeriksaan 1 Mei 2026'. */
export function WithdrawForm({ ctx, action, what }: { ctx: PageContext; action: string; what: string }): VNode {
  return (
    <details>
      <summary>
        Cabut<span class="unseen"> {what}</span>
      </summary>
      <form method="post" action={action}>
        <Csrf ctx={ctx} />
        <label>
          Alasan
          <input name="why" maxLength={500} required />
        </label>
        <button class="quiet">Cabut</button>
      </form>
    </details>
  );
}

/** Action of a multipart form, whose fields the guard cannot read before the file: the token goes in the address. */
export function withCsrf(ctx: PageContext, path: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}_csrf=${encodeURIComponent(ctx.csrf)}`;
}

export interface Option {
  value: string;
  text: string;
  /** Heading of a group of options that follow one another. */
  group?: string;
}

export interface FormFieldProps {
  name: string;
  label: string;
  /** `select` and `radio` need options; `checkbox` has the value '1' when ticked. */
  type?:
    | 'text'
    | 'password'
    | 'date'
    | 'number'
    | 'email'
    | 'search'
    | 'file'
    | 'textarea'
    | 'select'
    | 'radio'
    | 'checkbox';
  /** What was typed, or what is stored. Never shown for `password` and `file`. */
  value?: string | null;
  /** Below the field, with an example: 'Contoh: D1'. */
  help?: ComponentChildren;
  /** What is wrong, or the problems of the whole form, from which this field takes its own. */
  error?: string | readonly FieldProblem[] | null;
  options?: readonly Option[];
  /** First, empty option of a select: 'Semua sumber'. */
  any?: string;
  required?: boolean;
  autocomplete?: string;
  inputMode?: 'text' | 'numeric' | 'decimal';
  maxLength?: number;
  /** Where the page opens: for a field in the middle of a form to which the person just turned. */
  autofocus?: boolean;
  rows?: number;
  multiple?: boolean;
  accept?: string;
  /** Suggestions of a text field that allows other values too. */
  suggestions?: readonly Option[];
}

/** Where `<ErrorSummary>` links to. */
export function fieldId(name: string): string {
  return `f-${name.replace(/[^\w-]/g, '-')}`;
}

/** Label above, field, help below; the error, when there is one, between label and field. */
export function FormField(props: FormFieldProps): VNode {
  const { name, label, type = 'text', help, options = [], suggestions, required } = props;
  const id = fieldId(name);
  const error = errorOf(props);
  const described = [error && `${id}-e`, help !== undefined && `${id}-h`].filter(Boolean).join(' ') || undefined;
  const common = {
    id,
    name,
    required,
    'aria-describedby': described,
    'aria-invalid': error ? ('true' as const) : undefined,
  };
  const value = props.value ?? '';
  const after = (
    <>
      {help !== undefined && (
        <span class="help" id={`${id}-h`}>
          {help}
        </span>
      )}
    </>
  );
  const before = error && (
    <span class="field-error" id={`${id}-e`}>
      {error}
    </span>
  );

  if (type === 'radio') {
    return (
      <fieldset class={error ? 'field wrong' : 'field'} id={id} aria-describedby={described}>
        <legend>{label}</legend>
        {before}
        {options.map((option) => (
          <label class="choice">
            <input type="radio" name={name} value={option.value} checked={option.value === value} required={required} />
            <span>{option.text}</span>
          </label>
        ))}
        {after}
      </fieldset>
    );
  }
  if (type === 'checkbox') {
    return (
      <div class={error ? 'field wrong' : 'field'}>
        {before}
        <label class="choice">
          <input {...common} type="checkbox" value="1" checked={value !== '' && value !== '0'} />
          <span>{label}</span>
        </label>
        {after}
      </div>
    );
  }
  return (
    <div class={error ? 'field wrong' : 'field'}>
      <label for={id}>
        {label}
        {required === false && <span class="optional"> (boleh kosong)</span>}
      </label>
      {before}
      {type === 'textarea' ? (
        <textarea {...common} rows={props.rows ?? 4} maxLength={props.maxLength}>
          {value}
        </textarea>
      ) : type === 'select' ? (
        <select {...common} multiple={props.multiple}>
          <Options options={options} value={value} any={props.any} />
        </select>
      ) : (
        <input
          {...common}
          type={type as 'text'} // preact types the roles of each kind of input apart; none is set here
          value={type === 'password' || type === 'file' ? undefined : value}
          autocomplete={props.autocomplete}
          inputMode={props.inputMode}
          maxLength={props.maxLength}
          autofocus={props.autofocus}
          multiple={props.multiple}
          accept={props.accept}
          list={suggestions ? `${id}-l` : undefined}
        />
      )}
      {suggestions && (
        <datalist id={`${id}-l`}>
          {suggestions.map((option) => (
            <option value={option.value}>{option.text}</option>
          ))}
        </datalist>
      )}
      {after}
    </div>
  );
}

function errorOf({ name, error }: FormFieldProps): string | null {
  if (!error || typeof error === 'string') return error || null;
  return error.find((problem) => problem.field === name)?.message ?? null;
}

function Options({ options, value, any }: { options: readonly Option[]; value: string; any?: string }): VNode {
  const groups = new Map<string, Option[]>();
  for (const option of options) groups.set(option.group ?? '', [...(groups.get(option.group ?? '') ?? []), option]);
  const list = (entries: readonly Option[]): VNode[] =>
    entries.map((option) => (
      <option value={option.value} selected={option.value === value}>
        {option.text}
      </option>
    ));
  return (
    <>
      {any !== undefined && <option value="">{any}</option>}
      {[...groups].map(([group, entries]) =>
        group === '' ? list(entries) : <optgroup label={group}>{list(entries)}</optgroup>,
      )}
    </>
  );
}

/** On top of a form that was not accepted: how many problems, each a link to its field. */
export function ErrorSummary({ problems, title }: { problems: readonly FieldProblem[]; title?: string }): VNode | null {
  if (problems.length === 0) return null;
  return (
    <div class="notice bad summary" role="alert" tabIndex={-1}>
      <h2>{title ?? 'Isian belum dapat disimpan'}</h2>
      <ul>
        {problems.map((problem) => (
          <li>
            <a href={`#${fieldId(problem.field)}`}>{problem.message}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

export interface FilterField {
  name: string;
  label: string;
  value: string | null;
  type?: 'select' | 'search' | 'date';
  options?: readonly Option[];
  /** The empty choice; absent = one of the options always holds (such as a year). */
  any?: string;
}

export interface FiltersProps {
  /** Path that the form leads to; its state is the query of that address. */
  action: string;
  fields: readonly FilterField[];
  /** Values that travel along unseen: the sort order. */
  hidden?: Readonly<Record<string, string | null>>;
  /** What is filtered, in words: 'Sumber Toko Daring, bulan Agustus'. Null when nothing is. */
  said: string | null;
  /** Address without filters, when it is more than `action`. */
  clear?: string;
}

/** The filters in one row, as a GET form; what is filtered is said in words, with a link that removes all of it. */
export function Filters({ action, fields, hidden = {}, said, clear }: FiltersProps): VNode {
  return (
    <form class="filters" method="get" action={action} role="search" aria-label="Saringan">
      {Object.entries(hidden).map(
        ([name, value]) => value !== null && value !== '' && <input type="hidden" name={name} value={value} />,
      )}
      {fields.map((field) => (
        <label>
          {field.label}
          {field.options ? (
            <select name={field.name}>
              <Options options={field.options} value={field.value ?? ''} any={field.any} />
            </select>
          ) : (
            <input type={(field.type ?? 'search') as 'text'} name={field.name} value={field.value ?? ''} />
          )}
        </label>
      ))}
      <button>Terapkan</button>
      {said !== null && (
        <p class="said">
          Saringan: {said}. <a href={clear ?? address(action)}>Hapus saringan</a>
        </p>
      )}
    </form>
  );
}
