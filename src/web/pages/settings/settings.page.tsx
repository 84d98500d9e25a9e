import { Body, Controller, Get, Inject, Optional, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { VNode } from 'preact';
import { Allow } from '../../../access/allow.js';
import { type Instance, KLPD_DIRECTORY, type KlpdDirectory } from '../../../access/instance/instance.js';
import { InstanceSettings } from '../../../access/instance/instance-settings.js';
import { SettingsDto } from '../../../access/instance/settings.dto.js';
import { formatMoment } from '../../../shared/dates.js';
import { type FieldProblem, InvalidInputError } from '../../../shared/errors.js';
import { klpdCode } from '../../../shared/text.js';
import { checked } from '../../../shared/validation.js';
import {
  Context,
  Csrf,
  ErrorSummary,
  FormField,
  Notice,
  Page,
  type PageContext,
  renderPage,
  seeOther,
} from '../../components/index.js';

interface Klpd {
  code: string;
  name: string;
}

@ApiExcludeController()
@Controller('pengaturan')
export class SettingsPage {
  constructor(
    private readonly settings: InstanceSettings,
    @Optional() @Inject(KLPD_DIRECTORY) private readonly directory?: KlpdDirectory,
  ) {}

  @Get()
  @Allow('settings.read')
  async show(@Context() ctx: PageContext, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const typed = typedFrom(ctx.instance);
    return renderPage(reply, <SettingsView ctx={ctx} typed={typed} klpds={await this.klpds()} problems={[]} />);
  }

  @Post()
  @Allow('settings.write')
  async save(
    @Context() ctx: PageContext,
    @Body() body: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const first = ctx.instance.setUpAt === null;
    const klpds = await this.klpds();
    try {
      const input = checked(SettingsDto, body);
      // The name goes by the code where MasterKLPD has been imported; a name typed by hand is kept otherwise.
      const known = klpds.find(({ code }) => input.klpdCode && klpdCode(code) === klpdCode(input.klpdCode));
      await this.settings.save({ ...input, klpdName: input.klpdName ?? known?.name ?? null });
      return seeOther(reply, first ? '/' : '/pengaturan', { text: 'Pengaturan disimpan.' });
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      const view = <SettingsView ctx={ctx} typed={body} klpds={klpds} problems={error.fields} />;
      return renderPage(reply, view, 422);
    }
  }

  private async klpds(): Promise<Klpd[]> {
    return (await this.directory?.list()) ?? [];
  }
}

function typedFrom(instance: Instance): Record<string, unknown> {
  return {
    klpdCode: instance.klpdCode ?? '',
    klpdName: instance.klpdName ?? '',
    province: instance.province ?? '',
    timeZone: instance.timeZone,
    fiscalYear: instance.fiscalYear === null ? '' : String(instance.fiscalYear),
    letterhead: instance.letterhead.join('\n'),
  };
}

interface SettingsViewProps {
  ctx: PageContext;
  typed: Record<string, unknown>;
  klpds: readonly Klpd[];
  problems: readonly FieldProblem[];
}

const ZONES = [
  { value: 'Asia/Jakarta', text: 'WIB (Asia/Jakarta)' },
  { value: 'Asia/Makassar', text: 'WITA (Asia/Makassar)' },
  { value: 'Asia/Jayapura', text: 'WIT (Asia/Jayapura)' },
];

function SettingsView({ ctx, typed, klpds, problems }: SettingsViewProps): VNode {
  const { instance } = ctx;
  const value = (name: string): string => (typeof typed[name] === 'string' ? typed[name] : '');
  const zone = value('timeZone');
  const zones = ZONES.some((known) => known.value === zone) ? ZONES : [...ZONES, { value: zone, text: zone }];
  const meta = instance.setUpAt
    ? [`Diatur pertama kali ${formatMoment(instance.setUpAt, instance.timeZone)}`]
    : ['Belum pernah diatur'];
  return (
    <Page ctx={ctx} title="Layanan ini milik siapa?" name="Pengaturan" meta={meta}>
      {!instance.setUpAt && (
        <Notice kind="plain">
          Selamat datang. Isi halaman ini sekali; semuanya dapat diubah lagi nanti. Yang belum Anda ketahui boleh
          kosong.
        </Notice>
      )}
      <ErrorSummary problems={problems} title="Pengaturan belum disimpan" />
      <form class="form" method="post" action="/pengaturan">
        <Csrf ctx={ctx} />
        <FormField
          name="klpdCode"
          label="Kode KLPD"
          value={value('klpdCode')}
          suggestions={klpds.length > 0 ? klpds.map(({ code, name }) => ({ value: code, text: name })) : undefined}
          help={
            klpds.length > 0
              ? `Ketik kode atau nama lalu pilih dari ${klpds.length} KLPD yang sudah diimpor. Selama kosong, belanja semua KLPD ditampilkan.`
              : 'Seperti pada kolom kd_klpd berkas pemerintah, contoh D999. Untuk memilih dari daftar, impor berkas MasterKLPD dahulu. Selama kosong, belanja semua KLPD ditampilkan.'
          }
          error={problems}
          maxLength={10}
          required={false}
        />
        <FormField
          name="klpdName"
          label="Nama KLPD"
          value={value('klpdName')}
          help="Tampil di setiap halaman, contoh Provinsi Contoh. Bila kosong, diambil dari MasterKLPD."
          error={problems}
          maxLength={200}
          required={false}
        />
        <FormField
          name="province"
          label="Provinsi"
          value={value('province')}
          help="Contoh: Nusa Tenggara Timur"
          error={problems}
          maxLength={100}
          required={false}
        />
        <FormField
          name="timeZone"
          label="Zona waktu"
          type="select"
          value={zone}
          options={zones}
          help="Tanggal dan bulan transaksi dibaca menurut zona ini."
          error={problems}
          required
        />
        <FormField
          name="fiscalYear"
          label="Tahun anggaran yang ditampilkan"
          value={value('fiscalYear')}
          help="Contoh: 2026. Selama kosong, tahun berjalan yang ditampilkan."
          inputMode="numeric"
          maxLength={4}
          error={problems}
          required={false}
        />
        <FormField
          name="letterhead"
          label="Kepala surat"
          type="textarea"
          value={value('letterhead')}
          help="Satu baris untuk satu baris kepala surat, paling banyak 8; dipakai pada laporan."
          error={problems}
          rows={5}
          required={false}
        />
        {ctx.can('settings.write') && <button>Simpan pengaturan</button>}
      </form>
    </Page>
  );
}
