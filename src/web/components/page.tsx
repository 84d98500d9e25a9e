import type { ComponentChildren, VNode } from 'preact';
import { ROLE_NAMES } from '../../access/permissions.js';
import { STYLESHEET } from '../assets.js';
import type { PageContext } from '../context.js';
import { NAVIGATION } from '../navigation.js';
import { Csrf } from './form.js';
import { Notice } from './notice.js';

export interface Crumb {
  href: string;
  text: string;
}

export interface PageProps {
  ctx: PageContext;
  /** The question that the page answers: "Siapa yang memenuhi edaran belanja OVOP?" */
  title: string;
  /** Short name for the tab of the browser and the last crumb; the title itself when absent. */
  name?: string;
  /** The pages above this one, without Beranda (always first) and without this one (always last). */
  crumbs?: readonly Crumb[];
  /** Period, cut-off date, freshness of the data: one entry each. */
  meta?: readonly ComponentChildren[];
  /** Of the visitors' pages that speak English too; the rest of the house is Indonesian. */
  language?: 'id' | 'en';
  /** The link past the navigation, in that language. */
  skip?: string;
  /** The one address of a page that can be seen under several, whole. */
  canonical?: string;
  children?: ComponentChildren;
}

/** The whole document: head, navigation, title, what was left by the request before, and the page's own content. */
export function Page({ ctx, title, name, crumbs, meta, language = 'id', skip, canonical, children }: PageProps): VNode {
  const { instance } = ctx;
  const said = [
    ...(meta ?? []),
    ...(instance.demo
      ? [<strong>{language === 'id' ? 'Data contoh, bukan data nyata' : 'Sample data, not real'}</strong>]
      : []),
  ];
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${name ?? title} · Lokapasar OVOP`}</title>
        <link rel="stylesheet" href={STYLESHEET.path} />
        <link rel="icon" href="data:," />
        {canonical !== undefined && <link rel="canonical" href={canonical} />}
      </head>
      <body>
        <a class="skip" href="#isi">
          {skip ?? 'Langsung ke isi'}
        </a>
        {/* The hatching of everything unknown, defined once for all bars of the page. */}
        <svg class="defs" width="0" height="0" aria-hidden="true" focusable="false">
          <defs>
            <pattern id="arsir" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect width="2" height="5" class="hatch" />
            </pattern>
          </defs>
        </svg>
        <div class={ctx.viewer ? 'frame' : 'frame alone'}>
          <Rail ctx={ctx} />
          <main id="isi" tabIndex={-1}>
            {ctx.path !== '/' && ctx.viewer && <Crumbs crumbs={crumbs ?? []} here={name ?? title} />}
            <h1>{title}</h1>
            {said.length > 0 && (
              <p class="meta">
                {said.map((entry) => (
                  <span>{entry}</span>
                ))}
              </p>
            )}
            {ctx.flash && <Notice kind={ctx.flash.kind ?? 'good'}>{ctx.flash.text}</Notice>}
            {children}
          </main>
        </div>
      </body>
    </html>
  );
}

function Crumbs({ crumbs, here }: { crumbs: readonly Crumb[]; here: string }): VNode {
  return (
    <nav class="crumbs" aria-label="Jejak halaman">
      <ol>
        <li>
          <a href="/">Beranda</a>
        </li>
        {crumbs.map((crumb) => (
          <li>
            <a href={crumb.href}>{crumb.text}</a>
          </li>
        ))}
        <li aria-current="page">{here}</li>
      </ol>
    </nav>
  );
}

function Rail({ ctx }: { ctx: PageContext }): VNode {
  const { viewer, instance } = ctx;
  return (
    <header class="rail">
      <a class="brand" href="/">
        Lokapasar OVOP<small>{instance.klpdName ?? instance.province ?? 'Belum diatur'}</small>
      </a>
      {viewer && (
        // Open on a wide screen by the stylesheet, folded on a phone: no script needed.
        <details class="menu">
          <summary class="button quiet">Menu{viewer.unread ? ` (${viewer.unread} pesan)` : ''}</summary>
        </details>
      )}
      {viewer && (
        <div class="rail-body">
          <nav aria-label="Utama">
            {NAVIGATION.map((group) => {
              const entries = group.entries.filter((entry) => ctx.can(entry.needs));
              return (
                entries.length > 0 && (
                  <>
                    <h2>{group.title}</h2>
                    <ul>
                      {entries.map((entry) => (
                        <li>
                          <a href={entry.href} aria-current={isHere(ctx.path, entry.href) ? 'page' : undefined}>
                            {entry.text}
                          </a>
                        </li>
                      ))}
                    </ul>
                  </>
                )
              );
            })}
          </nav>
          <div class="who">
            <p>
              <a href="/akun" aria-current={ctx.path === '/akun' ? 'page' : undefined}>
                {viewer.displayName}
              </a>
              <span class="sub">{ROLE_NAMES[viewer.role]}</span>
            </p>
            <p>
              <a href="/pesan" aria-current={isHere(ctx.path, '/pesan') ? 'page' : undefined}>
                Pesan{viewer.unread ? ` (${viewer.unread} belum dibaca)` : ''}
              </a>
            </p>
            <form method="post" action="/keluar">
              <Csrf ctx={ctx} />
              <button class="quiet">Keluar</button>
            </form>
          </div>
        </div>
      )}
    </header>
  );
}

function isHere(path: string, href: string): boolean {
  return href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);
}
