import type { VNode } from 'preact';
import { CONFIDENCES, KINDS, kindWords, type WisataPlace } from '../../../etalase/places/place.js';
import { PLACE_LIMITS } from '../../../etalase/places/place-input.js';
import type { FieldProblem } from '../../../shared/errors.js';
import {
  Csrf,
  DataTable,
  ErrorSummary,
  FormField,
  type FormFieldProps,
  Notice,
  type PageContext,
} from '../../components/index.js';
import type { Typed } from '../../form-values.js';
import { type PickedPlace, PlaceField, placeText } from '../../place-field.js';

export interface PlaceFormProps {
  ctx: PageContext;
  /** As it stands now; null for a new one. */
  place: WisataPlace | null;
  typed: Typed;
  picked: PickedPlace;
  problems: readonly FieldProblem[];
  /** Somebody else was faster, or the kode is taken: what the person is told. */
  conflict: string | null;
  /** Names of perangkat daerah to choose from. */
  offices: readonly string[];
}

const LABELS = {
  name: 'Nama lokasi',
  nameEn: 'Nama dalam bahasa Inggris',
  kode: 'Kode alamat',
  kind: 'Jenis',
  wilayah: 'Desa, kecamatan, atau kabupaten',
  latitude: 'Lintang',
  longitude: 'Bujur',
  confidence: 'Asal koordinat',
  errorM: 'Galat koordinat (meter)',
  manager: 'Pengelola',
  responsible: 'Perangkat daerah yang bertanggung jawab',
  opening: 'Jam buka',
  openingEn: 'Jam buka dalam bahasa Inggris',
  description: 'Uraian',
  descriptionEn: 'Uraian dalam bahasa Inggris',
  note: 'Keterangan untuk petugas',
  source: 'Sumber',
} as const;
type FieldName = keyof typeof LABELS;

const CONFIDENCE_WORDS = {
  diukur: 'Diukur di tempat',
  pustaka: 'Dari pustaka wilayah',
  perkiraan: 'Perkiraan',
} as const;

/** A place as its form shows it. */
export function typedPlace(place: WisataPlace): Record<string, string> {
  const texts = (Object.keys(LABELS) as FieldName[]).flatMap((name) =>
    name === 'wilayah' || name === 'kode' ? [] : [[name, String(place[name] ?? '')]],
  );
  return {
    ...(Object.fromEntries(texts) as Record<string, string>),
    wilayah: placeText(place.wilayahCode, place.where),
    version: String(place.version),
  };
}

/** What is stored now and is not what was typed. */
function differences(place: WisataPlace, typed: Typed): { label: string; stored: string; typed: string }[] {
  const stored = typedPlace(place);
  return (Object.keys(LABELS) as FieldName[]).flatMap((name) => {
    const [now, then] = [stored[name] ?? '', (typed[name] ?? '').replace(/\r\n/g, '\n').trim()];
    return name === 'kode' || now === then ? [] : [{ label: LABELS[name], stored: now, typed: then }];
  });
}

/** One place, new or to be changed. */
export function PlaceForm(props: PlaceFormProps): VNode {
  const { ctx, place, typed, picked, problems, conflict, offices } = props;
  const field = (name: Exclude<FieldName, 'wilayah'>, rest: Partial<FormFieldProps> = {}): VNode => (
    <FormField name={name} label={LABELS[name]} value={typed[name]} error={problems} required={false} {...rest} />
  );
  const different = place && conflict !== null ? differences(place, typed) : [];
  return (
    <>
      <ErrorSummary problems={problems} />
      {conflict !== null && (
        <>
          <Notice kind="warn" title="Belum disimpan">
            {conflict}
          </Notice>
          {different.length > 0 && (
            <DataTable
              label="Isian yang berbeda"
              caption="Isian Anda masih ada di formulir. Menyimpannya lagi mengganti yang tersimpan sekarang."
              rows={different}
              columns={[
                { key: 'isian', head: 'Isian', cell: (row) => row.label },
                { key: 'tersimpan', head: 'Tersimpan sekarang', cell: (row) => row.stored || '(kosong)' },
                { key: 'anda', head: 'Isian Anda', cell: (row) => row.typed || '(kosong)' },
              ]}
            />
          )}
        </>
      )}
      <form class="form" method="post" action={place ? `/lokasi-wisata/${place.kode}` : '/lokasi-wisata'}>
        <Csrf ctx={ctx} />
        {place && <input type="hidden" name="version" value={String(place.version)} />}
        {field('name', { required: true, maxLength: PLACE_LIMITS.name, help: 'Contoh: Pantai Contoh' })}
        {field('nameEn', { maxLength: PLACE_LIMITS.nameEn, help: 'Untuk pengunjung asing. Contoh: Example Beach' })}
        {!place &&
          field('kode', {
            maxLength: 60,
            help: 'Dipakai dalam alamat dan kode QR, dan tidak dapat diubah. Kosong: dibuat dari nama, contoh pantai-contoh.',
          })}
        {field('kind', {
          type: 'select',
          required: true,
          any: 'Pilih jenis',
          options: KINDS.map((kind) => ({ value: kind, text: kindWords(kind, 'id') })),
        })}
        <PlaceField label={LABELS.wilayah} typed={typed} picked={picked} problems={problems} required />
        {field('latitude', { inputMode: 'text', maxLength: 20, help: 'Derajat desimal. Contoh: -8.57694' })}
        {field('longitude', { inputMode: 'text', maxLength: 20, help: 'Derajat desimal. Contoh: 119.45111' })}
        {field('confidence', {
          type: 'select',
          any: 'Belum diketahui (dianggap perkiraan)',
          options: CONFIDENCES.map((value) => ({ value, text: CONFIDENCE_WORDS[value] })),
        })}
        {field('errorM', {
          inputMode: 'numeric',
          maxLength: 10,
          help: 'Sejauh apa titiknya dapat meleset. Contoh: 50',
        })}
        {field('responsible', {
          maxLength: PLACE_LIMITS.responsible,
          suggestions: offices.map((name) => ({ value: name, text: name })),
          help: 'Yang menjawab atas kewajiban etalase di sini. Pilih dari daftar, atau tulis nama dinas kabupatennya.',
        })}
        {field('manager', {
          maxLength: PLACE_LIMITS.manager,
          help: 'Lembaga, usaha, atau kelompok yang menjalankan lokasi; bukan nama orang.',
        })}
        {field('opening', { maxLength: PLACE_LIMITS.opening, help: 'Contoh: Setiap hari 06.00–18.00' })}
        {field('openingEn', { maxLength: PLACE_LIMITS.openingEn, help: 'Contoh: Daily 6 am to 6 pm' })}
        {field('description', { type: 'textarea', maxLength: PLACE_LIMITS.description })}
        {field('descriptionEn', { type: 'textarea', maxLength: PLACE_LIMITS.descriptionEn })}
        {field('note', {
          type: 'textarea',
          rows: 3,
          maxLength: PLACE_LIMITS.note,
          help: 'Tidak tampil bagi pengunjung. Nomor telepon dan NIK disamarkan.',
        })}
        {field('source', { maxLength: PLACE_LIMITS.source, help: 'Contoh: Pendataan dinas pariwisata 2026' })}
        <div class="actions">
          <button>Simpan lokasi</button>
          <a class="button quiet" href={place ? `/lokasi-wisata/${place.kode}` : '/lokasi-wisata'}>
            Batal
          </a>
        </div>
      </form>
    </>
  );
}
