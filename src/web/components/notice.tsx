import type { ComponentChildren, VNode } from 'preact';

export interface NoticeProps {
  kind?: 'good' | 'warn' | 'bad' | 'plain';
  title?: string;
  children: ComponentChildren;
}

const WORDS = { good: 'Berhasil', warn: 'Perhatian', bad: 'Masalah', plain: 'Catatan' } as const;

/** A message that stays on the page. What kind it is, is said in a word too, not by colour alone. */
export function Notice({ kind = 'plain', title, children }: NoticeProps): VNode {
  return (
    <div class={`notice ${kind}`} role={kind === 'bad' ? 'alert' : 'status'}>
      <strong>{title ?? WORDS[kind]}.</strong> <div>{children}</div>
    </div>
  );
}

export interface EmptyStateProps {
  /** "Belum ada edaran" */
  title: string;
  /** What belongs here and where it comes from. */
  children: ComponentChildren;
  /** The button that brings it. */
  action?: { href: string; text: string } | null;
  /** A file to try it with. */
  sample?: { href: string; text: string } | null;
}

/** What stands where nothing is yet: it teaches. */
export function EmptyState({ title, children, action, sample }: EmptyStateProps): VNode {
  return (
    <section class="empty">
      <h2>{title}</h2>
      <div class="prose">{children}</div>
      <p class="take">
        {action && (
          <a class="button" href={action.href}>
            {action.text}
          </a>
        )}
        {sample && <a href={sample.href}>{sample.text}</a>}
      </p>
    </section>
  );
}
