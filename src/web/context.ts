import '@fastify/cookie';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Instance } from '../access/instance/instance.js';
import type { Permission } from '../access/permissions.js';
import type { Scope } from '../access/scope.js';
import { accessOf, scopeOf, type Viewer, viewerMay } from '../access/viewer.js';
import { today } from '../shared/dates.js';

/**
 * How a page is written
 * ---------------------
 * A page is a controller in `src/web/pages/<name>/<name>.page.tsx` (add it to `WebModule`), its figures turned into
 * words by a pure `<name>.view.ts`, shown with the components of `src/web/components` (import them from `index.js`).
 *
 *     @Controller()
 *     export class SpendingPage {
 *       @Get('belanja') @Allow('spending.read')
 *       async show(@Context() ctx: PageContext, @Query() query: SpendingQuery, @Res() reply: FastifyReply) {
 *         const view = spendingView(await this.spending.byAgency(query));
 *         return renderPage(reply, <Page ctx={ctx} title="Ke mana belanja mengalir?" meta={[view.period]}> … </Page>);
 *       }
 *
 *       @Post('belanja/sesuatu') @Allow('mapping.write')
 *       async change(@Context() ctx: PageContext, @Body() body: SomethingDto, @Res() reply: FastifyReply) {
 *         await this.something.change(body, ctx.viewer);
 *         return seeOther(reply, '/belanja', { text: 'Perubahan disimpan.' }); // never a page as the answer to a post that worked
 *       }
 *     }
 *
 * - Every form with method="post" holds `<Csrf ctx={ctx} />`; a multipart form carries the token in its action instead:
 *   `action={withCsrf(ctx, '/impor')}`. The guard checks the token and takes `_csrf` away before the DTO is validated.
 * - A form that is wrong: catch `InvalidInputError` and render the same page with status 422, its `fields` handed to
 *   `<ErrorSummary>` and `<FormField error=…>`, and what was typed as their values. A DTO whose own checks fail never reaches
 *   the handler: the error page lists the fields. For a form whose typed values must survive a bad field, take the body
 *   as `Record<string, string>` and check it with `checked(Dto, body)` of `src/shared/validation.ts`.
 * - No inline script and no inline style anywhere: the content security policy forbids both. Widths go through `<Bar>`,
 *   colours through classes. No `<br>` for layout.
 * - A thing that a role may not do is not shown: `{ctx.can('mapping.write') && <form …>}`.
 */
export interface PageContext {
  /** Null on public pages only. */
  viewer: Viewer | null;
  /** How much of the purchases the viewer sees: goes to every question about them. */
  scope: Scope;
  csrf: string;
  instance: Instance;
  /** Path of the request without its query: '/belanja/satker'. */
  path: string;
  /** Path with its query, as it came. */
  url: string;
  /** Today in the instance's time zone, 'YYYY-MM-DD'. */
  today: string;
  /** The fiscal year to show when none is asked for. */
  fiscalYear: number;
  /** A message left by the request before this one (`seeOther`), shown once by `<Page>`. */
  flash: Flash | null;
  can(permission: Permission): boolean;
}

/** What a redirect leaves for the page it leads to. */
export interface Flash {
  text: string;
  kind?: 'good' | 'warn' | 'bad';
}

export const FLASH_COOKIE = 'lokapasar_pesan';

/** Builds the context from what the guard found out. */
export function pageContext(request: FastifyRequest): PageContext {
  const { viewer, csrf, instance } = accessOf(request);
  const day = today(instance.timeZone);
  return {
    viewer,
    scope: scopeOf(request),
    csrf,
    instance,
    path: request.url.split('?', 1)[0] ?? '/',
    url: request.url,
    today: day,
    fiscalYear: instance.fiscalYear ?? Number(day.slice(0, 4)),
    flash: readFlash(request),
    can: (permission) => viewerMay(viewer, permission),
  };
}

/** Parameter decorator: `@Context() ctx: PageContext`. */
export const Context = createParamDecorator((_: unknown, execution: ExecutionContext) =>
  pageContext(execution.switchToHttp().getRequest<FastifyRequest>()),
);

function readFlash(request: FastifyRequest): Flash | null {
  const text = request.cookies?.[FLASH_COOKIE];
  if (!text) return null;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (typeof parsed !== 'object' || parsed === null || !('text' in parsed) || typeof parsed.text !== 'string')
      return null;
    const kind = 'kind' in parsed && (parsed.kind === 'warn' || parsed.kind === 'bad') ? parsed.kind : 'good';
    return { text: parsed.text.slice(0, 500), kind };
  } catch {
    return null;
  }
}
