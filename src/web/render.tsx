import '@fastify/cookie';
import type { FastifyReply } from 'fastify';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { type Flash, FLASH_COOKIE } from './context.js';

/** Sends a page: the element must be (or return) a `<Page>`. `status` 422 for a form that has to be mended. */
export function renderPage(reply: FastifyReply, page: VNode, status = 200): FastifyReply {
  // A flash message is shown once: the page that shows it takes it away.
  if (reply.request.cookies?.[FLASH_COOKIE]) reply.clearCookie(FLASH_COOKIE, { path: '/' });
  return reply
    .status(status)
    .header('content-type', 'text/html; charset=utf-8')
    .header('cache-control', 'private, no-store')
    .send(`<!doctype html>${renderToString(page)}`);
}

/** Answers a post that worked: leads to `path`, which shows the message once. */
export function seeOther(reply: FastifyReply, path: string, flash?: Flash): FastifyReply {
  if (flash) {
    const value = Buffer.from(JSON.stringify(flash)).toString('base64url');
    reply.setCookie(FLASH_COOKIE, value, { path: '/', httpOnly: true, sameSite: 'lax', maxAge: 60 });
  }
  return reply.status(303).header('location', path).header('cache-control', 'no-store').send();
}
