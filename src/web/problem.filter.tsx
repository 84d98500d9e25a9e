import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { AccessService } from '../access/access.service.js';
import type { RequestAccess } from '../access/viewer.js';
import { maskText } from '../shared/masking.js';
import { ErrorSummary } from './components/form.js';
import { Page } from './components/page.js';
import { type PageContext, pageContext } from './context.js';
import { routeOf } from './metrics.js';
import { type Problem, problemJson, problemOf } from './problem.js';
import { renderPage, seeOther } from './render.js';

/** Whatever is thrown ends here: problem details for programs, a page in plain words for people. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly access: AccessService) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = problemOf(error);
    if (problem.reference) logFault(request, error, problem.reference);
    // Half of an answer is under way (a download that broke off): the connection is cut, so that nobody takes it for whole.
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    if (problem.retryAfterSeconds !== null) reply.header('retry-after', String(problem.retryAfterSeconds));
    const path = request.url.split('?', 1)[0] ?? '/';
    if (path.startsWith('/api/') || path.startsWith('/health/') || path === '/metrics') {
      await reply
        .status(problem.status)
        .header('content-type', 'application/problem+json; charset=utf-8')
        .send(JSON.stringify(problemJson(problem, path)));
      return;
    }
    if (problem.code === 'access.password-change-required') {
      await seeOther(reply, '/akun');
      return;
    }
    if (problem.code === 'access.second-factor-set-up-required') {
      await seeOther(reply, '/akun/dua-langkah');
      return;
    }
    if (problem.status === 401) {
      const wanted = request.method === 'GET' && path !== '/' ? `?lanjut=${encodeURIComponent(request.url)}` : '';
      await seeOther(reply, `/masuk${wanted}`);
      return;
    }
    // Turned away before it was known who asks, to spare the database: it is not asked for this either.
    if (!request.access && (problem.status === 503 || problem.status === 429)) request.access = NOBODY();
    const ctx = await this.context(request, reply);
    await renderPage(
      reply,
      <ProblemPage ctx={ctx} problem={problem} changes={request.method !== 'GET'} />,
      problem.status,
    );
  }

  /** With the person's navigation where the guard can still tell who it is; without when not even that works. */
  private async context(request: FastifyRequest, reply: FastifyReply): Promise<PageContext> {
    try {
      await this.access.identify(request, reply);
    } catch {
      request.access = NOBODY();
    }
    return pageContext(request);
  }
}

/** Enough for a page without navigation. */
const NOBODY = (): RequestAccess => ({
  viewer: null,
  csrfSecret: null,
  csrf: '',
  instance: {
    klpdCode: null,
    klpdName: null,
    province: null,
    timeZone: 'UTC',
    fiscalYear: null,
    letterhead: [],
    demo: false,
    setUpAt: null,
  },
});

/**
 * Name, message and stack only: a failed query carries its parameters, which may be personal. The database quotes values
 * in its messages too ("invalid input syntax for type integer: …"), so what stands in quotation marks is left out, and
 * what points at a person is hidden.
 */
function logFault(request: FastifyRequest, error: unknown, reference: string): void {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const clean = (text: string): string => maskText(text.replace(/"[^"\n]*"/g, '"…"'));
  request.log.error(
    {
      reference,
      method: request.method,
      route: routeOf(request),
      name,
      message: clean(message),
      stack: stack === undefined ? undefined : clean(stack),
    },
    'fault',
  );
}

interface ProblemPageProps {
  ctx: PageContext;
  problem: Problem;
  /** The request was meant to change something. */
  changes: boolean;
}

function ProblemPage({ ctx, problem, changes }: ProblemPageProps): VNode {
  const ours = problem.status >= 500;
  const untouched = problem.code === 'service.busy' || problem.code === 'service.in-the-way';
  const kept =
    ours && !untouched
      ? changes
        ? 'Tidak pasti: perubahan disimpan utuh atau tidak sama sekali. Periksa dahulu sebelum mengirim lagi.'
        : 'Semua data tetap seperti sebelumnya.'
      : 'Tidak ada yang diubah; semua data tetap seperti sebelumnya.';
  return (
    <Page ctx={ctx} title={problem.title} name={problem.title}>
      <p class="answer">{problem.detail}</p>
      <ErrorSummary problems={problem.fields} title="Yang perlu diperbaiki" />
      <dl class="facts">
        <dt>Keadaan data</dt>
        <dd>{kept}</dd>
        <dt>Yang dapat Anda lakukan</dt>
        <dd>
          Kembali ke halaman sebelumnya, atau buka <a href="/">Beranda</a>.
          {ours && ' Bila terulang, sampaikan kode di bawah kepada administrator layanan ini.'}
        </dd>
        <dt>Kode</dt>
        <dd>
          <code>{problem.reference ? `${problem.code} ${problem.reference}` : problem.code}</code>
        </dd>
      </dl>
    </Page>
  );
}
