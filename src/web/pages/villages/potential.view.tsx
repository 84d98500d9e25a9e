import type { VNode } from 'preact';
import {
  MOST_ENTERPRISES,
  type Potential,
  POTENTIAL_LIMITS,
  type ProductGroup,
} from '../../../catalogue/villages/potential.js';
import type { Village } from '../../../catalogue/villages/villages.service.js';
import { formatMoment } from '../../../shared/dates.js';
import type { FieldProblem } from '../../../shared/errors.js';
import { Csrf, ErrorSummary, FormField, Notice, type PageContext } from '../../components/index.js';
import { count } from './villages.wording.js';

export interface PotentialFormProps {
  ctx: PageContext;
  village: Village;
  /** The one that is changed, as it is now; null for a new one. */
  potential: Potential | null;
  groups: readonly ProductGroup[];
  /** What was typed, or what is stored. */
  typed: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
}

/** One potential: new or to be changed. */
export function PotentialForm({ ctx, village, potential, groups, typed, problems }: PotentialFormProps): VNode {
  const { code } = village.place;
  const flagship = village.potentials.find(({ isFlagship, id }) => isFlagship && id !== potential?.id);
  return (
    <>
      <ErrorSummary problems={problems} />
      {potential && (
        <Notice>
          Terakhir diubah {potential.updatedBy ?? 'sistem'} pada{' '}
          {formatMoment(potential.updatedAt, ctx.instance.timeZone)}.
        </Notice>
      )}
      <form
        class="form"
        id="f-form"
        method="post"
        action={potential ? `/desa/${code}/potensi/${potential.id}` : `/desa/${code}/potensi`}
      >
        <Csrf ctx={ctx} />
        {/* The version on file now: whoever was refused has read what changed, and saves over it knowingly. */}
        {potential && <input type="hidden" name="version" value={String(potential.version)} />}
        <FormField
          name="productKind"
          label="Jenis produk"
          value={typed['productKind']}
          error={problems}
          maxLength={POTENTIAL_LIMITS.productKind}
          required
          help="Seperti orang desa menyebutnya. Contoh: Tenun ikat, Keripik pisang"
        />
        <FormField
          name="groupCode"
          label="Kelompok produk"
          type="select"
          any="Belum ditentukan"
          options={groups.map((group) => ({ value: group.code, text: group.name }))}
          value={typed['groupCode']}
          error={problems}
          required={false}
        />
        <FormField
          name="isFlagship"
          label="Produk unggulan desa ini"
          type="checkbox"
          value={typed['isFlagship']}
          error={problems}
          help={
            flagship
              ? `Satu desa satu produk unggulan. Sekarang: "${flagship.productKind}"; cabut dahulu tandanya di sana.`
              : `Satu desa satu produk unggulan. ${potential?.isFlagship ? 'Sekarang yang ini.' : 'Belum ada yang ditandai.'}`
          }
        />
        <FormField
          name="enterprises"
          label="Jumlah usaha atau perajin"
          value={typed['enterprises']}
          error={problems}
          inputMode="numeric"
          maxLength={7}
          required={false}
          help={`Bilangan bulat sampai ${count(MOST_ENTERPRISES)}. Kosong: belum diketahui, bukan nol.`}
        />
        <FormField
          name="rawMaterial"
          label="Bahan baku"
          value={typed['rawMaterial']}
          error={problems}
          maxLength={POTENTIAL_LIMITS.rawMaterial}
          required={false}
          help="Contoh: Benang katun, pewarna akar mengkudu"
        />
        {village.products.length > 0 && (
          <FormField
            name="productId"
            label="Produk katalog dari potensi ini"
            type="select"
            any="Belum ada"
            options={village.products.map((product) => ({ value: product.id, text: product.name }))}
            value={typed['productId']}
            error={problems}
            required={false}
          />
        )}
        <FormField
          name="source"
          label="Sumber"
          value={typed['source']}
          error={problems}
          maxLength={POTENTIAL_LIMITS.source}
          required={false}
          help="Contoh: Pendataan Dinas PMD, Maret 2026"
        />
        <FormField
          name="note"
          label="Keterangan"
          type="textarea"
          rows={3}
          value={typed['note']}
          error={problems}
          maxLength={POTENTIAL_LIMITS.note}
          required={false}
          help="Jangan menulis nomor telepon atau NIK; keduanya disamarkan."
        />
        <div class="actions">
          <button>Simpan potensi</button>
          <a class="button quiet" href={`/desa/${code}`}>
            Batal
          </a>
        </div>
      </form>
      {potential && (
        <details>
          <summary>Hapus potensi</summary>
          <form method="post" action={`/desa/${code}/potensi/${potential.id}/hapus`}>
            <Csrf ctx={ctx} />
            <input type="hidden" name="version" value={String(potential.version)} />
            <p>
              "{potential.productKind}" dihapus dari potensi desa ini dan dari cakupan serta matriks. Produk katalog
              tidak ikut dihapus; jejak audit tetap menyimpan isinya.
            </p>
            <button class="danger">Hapus "{potential.productKind}"</button>
          </form>
        </details>
      )}
    </>
  );
}
