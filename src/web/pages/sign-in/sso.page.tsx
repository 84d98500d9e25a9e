import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccessService } from '../../../access/access.service.js';
import { Allow } from '../../../access/allow.js';
import { dropCookie, readCookie, stepCookie, writeCookie } from '../../../access/cookies.js';
import { OidcAccounts } from '../../../access/oidc/oidc-accounts.js';
import { OidcProvider } from '../../../access/oidc/provider.js';
import type { Env } from '../../../shared/env.js';
import { AppError, NotFoundError } from '../../../shared/errors.js';
import { ENV } from '../../../shared/tokens.js';
import { address, Context, type PageContext, renderPage, seeOther } from '../../components/index.js';
import { afterSignIn, ownPath } from './after-sign-in.js';
import { SignInForm } from './sign-in.view.js';

/** To the province's own sign-on and back. What does not work there leads to our form, which goes on working. */
@ApiExcludeController()
@Controller('masuk/sso')
@Allow('public')
export class SsoPage {
  private readonly cookie: string;

  constructor(
    private readonly provider: OidcProvider,
    private readonly accounts: OidcAccounts,
    private readonly access: AccessService,
    @Inject(ENV) private readonly env: Env,
  ) {
    this.cookie = stepCookie('sso', env.secureCookies);
  }

  @Get()
  async depart(
    @Context() ctx: PageContext,
    @Query() query: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    this.requireProvider();
    const next = ownPath(query.lanjut);
    try {
      const { address: there, journey } = await this.provider.depart(next);
      writeCookie(reply, this.cookie, journey, this.env.secureCookies);
      return seeOther(reply, there);
    } catch (error) {
      return this.refused(ctx, reply, next, error);
    }
  }

  @Get('kembali')
  async arrive(
    @Context() ctx: PageContext,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    this.requireProvider();
    const journey = readCookie(request, this.cookie);
    // Good for one arrival, whatever comes of it. The address holds the code: it is told to nobody.
    dropCookie(reply, this.cookie, this.env.secureCookies);
    reply.header('referrer-policy', 'no-referrer');
    try {
      const vouched = await this.provider.arrive(request.url, journey);
      const next = ownPath(vouched.next);
      const signedIn = await this.access.signInVouched(request, reply, await this.accounts.accountFor(vouched));
      if (!signedIn) return seeOther(reply, address('/masuk/kode', { lanjut: next }));
      return seeOther(reply, afterSignIn(signedIn.viewer, ctx.instance, next));
    } catch (error) {
      return this.refused(ctx, reply, null, error);
    }
  }

  private requireProvider(): void {
    if (this.provider.name === null)
      throw new NotFoundError('access.sso-not-configured', 'Layanan ini hanya memakai akun dengan kata sandi sendiri.');
  }

  private refused(ctx: PageContext, reply: FastifyReply, next: string | null, error: unknown): FastifyReply {
    if (!(error instanceof AppError)) throw error;
    const provider = this.provider.name;
    const form = (
      <SignInForm ctx={ctx} next={next} username="" problems={[]} provider={provider} refused={error.message} />
    );
    return renderPage(reply, form, error.status);
  }
}
