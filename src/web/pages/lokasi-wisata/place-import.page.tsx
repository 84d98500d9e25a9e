import { Controller } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Allow } from '../../../access/allow.js';
import { KINDS, kindWords } from '../../../etalase/places/place.js';
import { PLACE_COLUMNS, type PlaceField } from '../../../etalase/places/place-form.js';
import { PlacesService } from '../../../etalase/places/places.service.js';
import type { ListResult } from '../../../shared/list-import.js';
import { type ListImport, ListImportPage } from '../../list-import/list-import.js';
import { LOKASI } from './places.page.js';

/** Tourism places, brought in as a list. */
@ApiExcludeController()
@Controller('lokasi-wisata/impor')
@Allow('etalase.write')
export class PlaceImportPage extends ListImportPage<PlaceField, ListResult> {
  constructor(private readonly places: PlacesService) {
    super();
  }

  protected listOf(): ListImport<PlaceField, ListResult> {
    return {
      action: '/lokasi-wisata/impor',
      title: 'Daftar lokasi wisata mana yang diimpor?',
      name: 'Impor lokasi',
      crumbs: [LOKASI],
      fileLabel: 'Berkas lokasi wisata',
      sample: '/lokasi-wisata/contoh',
      about: (
        <>
          <p>
            Satu lokasi sebaris. Wajib ada kolom <strong>Nama</strong>, <strong>Jenis</strong>, dan{' '}
            <strong>Kode Wilayah</strong>; kolom lain seperti dalam contoh, urutannya bebas. Wilayah ditulis dengan
            kodenya, atau Desa, Kecamatan, Kabupaten.
          </p>
          <p>
            Lokasi dikenali dari kolom Kode; bila kosong, dari namanya. Sel kosong membiarkan isi yang tersimpan. Satu
            baris salah, seluruh berkas tidak disimpan, dan setiap baris yang salah disebutkan. Jenis:{' '}
            {KINDS.map((kind) => kindWords(kind, 'id')).join(', ')}.
          </p>
        </>
      ),
      columns: PLACE_COLUMNS,
      noun: 'lokasi',
      consequence: 'Halaman pengunjung dan daftar bagi program lain langsung mengikuti.',
      preview: (bytes) => this.places.preview(bytes),
      apply: (bytes, by) => this.places.import(bytes, by),
      done: { href: '/lokasi-wisata', said: 'Daftar lokasi disimpan.' },
    };
  }
}
