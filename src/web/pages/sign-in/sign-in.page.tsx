import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { SignInDto } from '../../../access/access.dto.js';
import { AccessService } from '../../../access/access.service.js';
import { Allow, AllowBeforePasswordChange } from '../../../access/allow.js';
import { AppError, type FieldProblem, InvalidInputError } from '../../../shared/errors.js';
import { checked } from '../../../shared/validation.js';
import {
  Context,
  Csrf,
  ErrorSummary,
  FormField,
  Page,
  type PageContext,
  renderPage,
  seeOther,
} from '../../components/index.js';
import { afterSignIn, ownPath } from './after-sign-in.js';

@ApiExcludeController()
@Controller()
export class SignInPage {
  constructor(private readonly access: AccessService) {}

  @Get('masuk')
  @Allow('public')
  show(@Context() ctx: PageContext, @Query() query: Record<string, unknown>, @Res() reply: FastifyReply): FastifyReply {
    if (ctx.viewer) return seeOther(reply, afterSignIn(ctx.viewer, ctx.instance, ownPath(query.lanjut)));
    return renderPage(reply, <SignInForm ctx={ctx} next={ownPath(query.lanjut)} username="" problems={[]} />);
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
      const { viewer } = await this.access.signIn(request, reply, checked(SignInDto, typed));
      return seeOther(reply, afterSignIn(viewer, ctx.instance, next));
    } catch (error) {
      // A wrong password, a missing field, or too many tries: the form again, with what to do.
      if (!(error instanceof AppError) || error.status >= 500) throw error;
      const problems: readonly FieldProblem[] =
        error instanceof InvalidInputError ? error.fields : [{ field: 'username', message: error.message }];
      const wait = error.details?.retryAfterSeconds;
      if (typeof wait === 'number') reply.header('retry-after', String(wait));
      const username = typeof typed.username === 'string' ? typed.username.slice(0, 100) : '';
      const form = <SignInForm ctx={ctx} next={next} username={username} problems={problems} />;
      return renderPage(reply, form, error.status);
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

interface SignInFormProps {
  ctx: PageContext;
  next: string | null;
  username: string;
  problems: readonly FieldProblem[];
}

function SignInForm({ ctx, next, username, problems }: SignInFormProps): VNode {
  return (
    <Page ctx={ctx} title="Masuk" name="Masuk">
      <ErrorSummary problems={problems} title="Anda belum masuk" />
      <form class="form" method="post" action="/masuk">
        <Csrf ctx={ctx} />
        {next && <input type="hidden" name="lanjut" value={next} />}
        <FormField
          name="username"
          label="Nama pengguna"
          value={username}
          autocomplete="username"
          maxLength={100}
          required
        />
        <FormField name="password" label="Kata sandi" type="password" autocomplete="current-password" required />
        <button>Masuk</button>
        <p class="help">Lupa kata sandi? Minta administrator layanan ini untuk membuatkan yang baru.</p>
      </form>
    </Page>
  );
}
