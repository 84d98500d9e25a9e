import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SignInDto } from '../../../access/access.dto.js';
import { AccessService } from '../../../access/access.service.js';
import { Allow, AllowBeforePasswordChange } from '../../../access/allow.js';
import { OidcProvider } from '../../../access/oidc/provider.js';
import { CodeDto } from '../../../access/two-factor/two-factor.dto.js';
import { AppError, type FieldProblem, InvalidInputError } from '../../../shared/errors.js';
import { checked } from '../../../shared/validation.js';
import { address, Context, type PageContext, renderPage, seeOther } from '../../components/index.js';
import { afterSignIn, ownPath } from './after-sign-in.js';
import { CodeForm, SignInForm } from './sign-in.view.js';

const OVER = 'Waktu untuk memasukkan kode sudah habis. Masuk lagi dari awal.';

@ApiExcludeController()
@Controller()
export class SignInPage {
  constructor(
    private readonly access: AccessService,
    private readonly provider: OidcProvider,
  ) {}

  @Get('masuk')
  @Allow('public')
  show(@Context() ctx: PageContext, @Query() query: Record<string, unknown>, @Res() reply: FastifyReply): FastifyReply {
    const next = ownPath(query.lanjut);
    if (ctx.viewer) return seeOther(reply, afterSignIn(ctx.viewer, ctx.instance, next));
    const provider = this.provider.name;
    return renderPage(reply, <SignInForm ctx={ctx} next={next} username="" problems={[]} provider={provider} />);
  }

  @Post('masuk')
  @Allow('public')
  async signIn(
    @Context() ctx: PageContext,
    @Body() body: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { lanjut, ...typed } = body;
    const next = ownPath(lanjut);
    try {
      const { username, password } = checked(SignInDto, typed);
      const signedIn = await this.access.signIn(request, reply, { username, password });
      if (!signedIn) return seeOther(reply, address('/masuk/kode', { lanjut: next }));
      return seeOther(reply, afterSignIn(signedIn.viewer, ctx.instance, next));
    } catch (error) {
      // A wrong password, a missing field, or too many tries: the form again, with what to do.
      const { problems, status } = formProblems(error, 'username', reply);
      const username = typeof typed.username === 'string' ? typed.username.slice(0, 100) : '';
      const provider = this.provider.name;
      const form = <SignInForm ctx={ctx} next={next} username={username} problems={problems} provider={provider} />;
      return renderPage(reply, form, status);
    }
  }

  @Get('masuk/kode')
  @Allow('public')
  async showCode(
    @Context() ctx: PageContext,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const next = ownPath(query.lanjut);
    if (!(await this.access.isHalfWay(request)))
      return seeOther(reply, address('/masuk', { lanjut: next }), { text: OVER, kind: 'warn' });
    return renderPage(reply, <CodeForm ctx={ctx} next={next} problems={[]} />);
  }

  @Post('masuk/kode')
  @Allow('public')
  async signInWithCode(
    @Context() ctx: PageContext,
    @Body() body: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { lanjut, ...typed } = body;
    const next = ownPath(lanjut);
    try {
      const { viewer } = await this.access.signInWithCode(request, reply, checked(CodeDto, typed).code);
      return seeOther(reply, afterSignIn(viewer, ctx.instance, next));
    } catch (error) {
      if (error instanceof AppError && error.code === 'access.sign-in-step-over')
        return seeOther(reply, address('/masuk', { lanjut: next }), { text: OVER, kind: 'warn' });
      const { problems, status } = formProblems(error, 'code', reply);
      return renderPage(reply, <CodeForm ctx={ctx} next={next} problems={problems} />, status);
    }
  }

  @Post('keluar')
  @Allow('signed-in')
  @AllowBeforePasswordChange()
  async signOut(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<FastifyReply> {
    await this.access.signOut(request, reply);
    return seeOther(reply, '/masuk', { text: 'Anda sudah keluar.' });
  }
}

/** What a form says of an error that a person can mend; one without a field stands at `field`. Throws all others. */
export function formProblems(
  error: unknown,
  field: string,
  reply: FastifyReply,
): { problems: readonly FieldProblem[]; status: number } {
  if (!(error instanceof AppError) || error.status >= 500) throw error;
  const wait = error.details?.retryAfterSeconds;
  if (typeof wait === 'number') reply.header('retry-after', String(wait));
  const problems = error instanceof InvalidInputError ? error.fields : [{ field, message: error.message }];
  return { problems, status: error.status };
}
