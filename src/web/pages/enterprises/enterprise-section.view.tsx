import type { ComponentChildren, VNode } from 'preact';
import type { ClassVerdict } from '../../../enterprise/class/class-of.js';
import { type EnterpriseDetail } from '../../../enterprise/enterprise.js';
import type { SuggestedKey } from '../../../enterprise/enterprise.queries.js';
import type { FieldProblem } from '../../../shared/errors.js';
import { Csrf, FormField, type FormFieldProps, type PageContext, withCsrf } from '../../components/index.js';

export interface EnterpriseProps {
  ctx: PageContext;
  one: EnterpriseDetail;
  verdict: ClassVerdict;
  suggested: readonly SuggestedKey[];
  sentras: readonly { id: string; name: string }[];
  /** Sold under each key, in sen, where whoever looks may see it. */
  sold: ReadonlyMap<string, bigint>;
  /** Of the form that was not accepted: its section, what was typed there, and why. */
  failed: { section: string; typed: Readonly<Record<string, string>>; problems: readonly FieldProblem[] } | null;
}

/** Whether the viewer may change it: a merged one is read only. */
export function writes({ ctx, one }: EnterpriseProps): boolean {
  return ctx.can('enterprise.write') && one.mergedInto === null;
}

interface SectionProps {
  props: EnterpriseProps;
  section: string;
  path: string;
  summary: string;
  button: string;
  /** A file goes with it. */
  multipart?: boolean;
  children(field: (name: string, label: string, more?: Partial<FormFieldProps>) => VNode): ComponentChildren;
}

/** A form below its table, folded until it is needed; names carry the section, so that ids stay apart on one page. */
export function SectionForm({ props, section, path, summary, button, multipart, children }: SectionProps): VNode {
  const { ctx, one, failed } = props;
  const mine = failed?.section === section ? failed : null;
  const problems = (mine?.problems ?? []).map(({ field, message }) => ({ field: `${section}-${field}`, message }));
  const action = `/usaha/${one.id}/${path}`;
  return (
    <details open={mine !== null}>
      <summary>{summary}</summary>
      <form
        class="form"
        method="post"
        action={multipart ? withCsrf(ctx, action) : action}
        enctype={multipart ? 'multipart/form-data' : undefined}
      >
        {!multipart && <Csrf ctx={ctx} />}
        <input type="hidden" name="version" value={String(one.version)} />
        {children((name, label, more = {}) => (
          <FormField
            name={`${section}-${name}`}
            label={label}
            value={mine?.typed[name]}
            error={problems}
            required={false}
            {...more}
          />
        ))}
        <button>{button}</button>
      </form>
    </details>
  );
}

/** A button in a row. */
export function RowButton({
  props,
  path,
  hidden,
  text,
  about,
}: {
  props: EnterpriseProps;
  path: string;
  hidden?: Record<string, string>;
  text: string;
  about: string;
}): VNode {
  return (
    <form method="post" action={`/usaha/${props.one.id}/${path}`}>
      <Csrf ctx={props.ctx} />
      <input type="hidden" name="version" value={String(props.one.version)} />
      {Object.entries(hidden ?? {}).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <button class="quiet">
        {text}
        <span class="unseen"> {about}</span>
      </button>
    </form>
  );
}

/** A number with what was checked of it. */
export function numbered(number: string, sub: string): VNode {
  return (
    <>
      {number}
      <span class="sub">{sub}</span>
    </>
  );
}
