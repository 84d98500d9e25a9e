import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { viewerOf } from '../../../access/viewer.js';
import { PRODUCT_STATES, type Product } from '../../../catalogue/products/product.js';
import { ProductGroups } from '../../../catalogue/products/product-groups.js';
import { ProductLinks } from '../../../catalogue/products/product-links.js';
import { ProductService } from '../../../catalogue/products/product.service.js';
import { pastDay } from '../../../catalogue/products/products.controller.js';
import { ProductSearch } from '../../../catalogue/products/search/product-search.js';
import { ConflictError, InvalidInputError } from '../../../shared/errors.js';
import { WilayahService } from '../../../wilayah/wilayah.service.js';
import {
  address,
  Answer,
  Context,
  Filters,
  Page,
  type PageContext,
  Pager,
  renderPage,
  seeOther,
} from '../../components/index.js';
import { askedOf, queryOf } from '../katalog/katalog.address.js';
import { fieldsOf } from '../katalog/katalog.view.js';
import { count, filterWords, STATE_WORDS } from '../katalog/katalog.wording.js';
import { asksForPlace, NOTHING_PICKED, pickedPlace, placeProblems } from '../../place-field.js';
import { ADDED_VILLAGE, differences, inputOf, textsOf, typedOf, withVillage } from './produk.form.js';
import { ProductForm, type ProductFormProps } from './product-form.view.js';
import { ManageView, ProductTable } from './produk.view.js';

export const PRODUK = { href: '/produk', text: 'Produk' };

type Fields = Readonly<Record<string, unknown>>;
/** A form in which no village was looked for yet. */
const NOT_LOOKED = { picked: NOTHING_PICKED, added: null } as const;

/** Products for those who keep them: drafts too. */
@ApiExcludeController()
@Controller('produk')
@Allow('product.read')
export class ProdukPage {
  constructor(
    private readonly products: ProductService,
    private readonly search: ProductSearch,
    private readonly groups: ProductGroups,
    private readonly links: ProductLinks,
    private readonly wilayah: WilayahService,
  ) {}

  @Get()
  async list(@Context() ctx: PageContext, @Query() query: Fields, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const asked = askedOf(query);
    const state = PRODUCT_STATES.find((one) => one === query['keadaan']) ?? null;
    const filter = { ...asked.filter, state };
    const found = await this.search.page(filter, asked.sort, asked.page);
    const facets = await this.search.facets({ ...filter, text: found.correction?.meant ?? filter.text });
    const groups = this.groups.list();
    const said = [
      filterWords(filter, {
        place: facets.place.find(({ value }) => value === filter.place)?.label ?? null,
        group: groups.find(({ code }) => code === filter.group)?.name ?? null,
      }),
      state === null ? null : STATE_WORDS[state].toLowerCase(),
    ].filter((part) => part !== null);
    const here = { ...queryOf(asked), keadaan: state };
    return renderPage(
      reply,
      <Page ctx={ctx} title="Produk mana yang dicatat?" name="Produk">
        <Answer>
          <strong>{count(found.total)} produk</strong>
          {said.length === 0 ? ' dicatat, termasuk draf dan arsip.' : ' sesuai saringan.'}
        </Answer>
        {ctx.can('product.write') && (
          <p class="actions">
            <a class="button" href="/produk/baru">
              Tambah produk
            </a>
            <a class="button quiet" href="/produk/impor">
              Impor daftar produk
            </a>
            <a class="button quiet" href="/produk/sertifikat/impor">
              Impor daftar sertifikat
            </a>
          </p>
        )}
        <Filters
          action="/produk"
          fields={[
            {
              name: 'keadaan',
              label: 'Keadaan',
              value: state,
              options: PRODUCT_STATES.map((one) => ({ value: one, text: STATE_WORDS[one] })),
              any: 'Semua',
            },
            ...fieldsOf(asked, facets, groups),
          ]}
          said={said.length === 0 ? null : said.join(', ')}
        />
        <ProductTable products={found.items} groups={groups} />
        <Pager
          page={found.page}
          pages={found.pages}
          href={(page) => address('/produk', { ...here, hal: page })}
          said={`${count(found.total)} produk`}
        />
        <p class="take">
          <span class="sub">Unduh seluruh daftar:</span>
          {['xlsx', 'csv', 'json'].map((format) => (
            <a class="button quiet" href={`/produk/unduh.${format}`} download>
              {format.toUpperCase()}
            </a>
          ))}
          <a class="button quiet" href="/produk/sertifikat/unduh.xlsx" download>
            Sertifikat XLSX
          </a>
        </p>
      </Page>,
    );
  }

  @Get('baru')
  @Allow('product.write')
  askNew(@Context() ctx: PageContext, @Res() reply: FastifyReply): FastifyReply {
    return this.form({ ctx, product: null, typed: {}, ...NOT_LOOKED, problems: [], conflict: null }, reply);
  }

  @Post()
  @Allow('product.write')
  async create(
    @Context() ctx: PageContext,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const looked = await this.looked(body);
    const { typed } = looked;
    if (asksForPlace(typed)) return this.form({ ctx, product: null, ...looked, problems: [], conflict: null }, reply);
    try {
      const input = await inputOf(typed, this.links, placeProblems(looked.picked, ADDED_VILLAGE));
      const made = await this.products.create(input, viewerOf(request).username);
      return seeOther(reply, `/produk/${made.id}`, { text: `"${made.name}" disimpan sebagai draf.` });
    } catch (error) {
      return this.again(error, { ctx, product: null, ...looked }, reply);
    }
  }

  @Get(':id')
  async one(@Context() ctx: PageContext, @Param('id') id: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const product = await this.products.get(id);
    return renderPage(
      reply,
      <Page ctx={ctx} title={product.name} crumbs={[PRODUK]} meta={[`Produk nomor ${product.id}`, product.group.name]}>
        <ManageView ctx={ctx} product={product} />
      </Page>,
    );
  }

  @Get(':id/ubah')
  @Allow('product.write')
  async askChange(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const product = await this.products.get(id);
    return this.form({ ctx, product, typed: typedOf(product), ...NOT_LOOKED, problems: [], conflict: null }, reply);
  }

  @Post(':id')
  @Allow('product.write')
  async change(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const product = await this.products.get(id);
    const looked = await this.looked(body);
    const { typed } = looked;
    if (asksForPlace(typed)) return this.form({ ctx, product, ...looked, problems: [], conflict: null }, reply);
    try {
      const input = await inputOf(typed, this.links, placeProblems(looked.picked, ADDED_VILLAGE));
      const kept = await this.products.change(id, versionOf(typed), input, viewerOf(request).username);
      return seeOther(reply, `/produk/${kept.id}`, { text: `"${kept.name}" disimpan.` });
    } catch (error) {
      return this.again(error, { ctx, product, ...looked }, reply);
    }
  }

  @Post(':id/keadaan')
  @Allow('product.write')
  setState(
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed = textsOf(body);
    const state = PRODUCT_STATES.find((one) => one === typed['state']) ?? 'draf';
    return backTo(reply, id, `Keadaan sekarang: ${STATE_WORDS[state]}.`, () =>
      this.products.setState(id, versionOf(typed), state, viewerOf(request).username),
    );
  }

  @Post(':id/verifikasi')
  @Allow('product.write')
  verify(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed = textsOf(body);
    const { username, displayName } = viewerOf(request);
    return backTo(reply, id, 'Verifikasi dicatat.', () => {
      const day = (typed['day'] ?? '') === '' ? null : pastDay(typed['day'] ?? '', ctx.today);
      return this.products.setVerified(id, versionOf(typed), day, displayName, username);
    });
  }

  /** What was typed, with the village that was looked for in its place when exactly one is meant. */
  private async looked(body: Fields): Promise<Pick<ProductFormProps, 'typed' | 'picked' | 'added'>> {
    const typed = textsOf(body);
    const picked = await pickedPlace(this.wilayah, typed, ['desa'], ADDED_VILLAGE);
    if (picked.code === null || picked.code === '') return { typed, picked, added: null };
    const words = (await this.wilayah.words([picked.code])).get(picked.code) ?? picked.code;
    return { typed: withVillage(typed, picked.code, words), picked: NOTHING_PICKED, added: words };
  }

  private form(props: Omit<ProductFormProps, 'groups'>, reply: FastifyReply, status = 200): FastifyReply {
    const { ctx, product } = props;
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title={product ? `Apa yang diubah pada "${product.name}"?` : 'Produk apa yang ditambahkan?'}
        name={product ? 'Ubah produk' : 'Tambah produk'}
        crumbs={product ? [PRODUK, { href: `/produk/${product.id}`, text: product.name }] : [PRODUK]}
      >
        <ProductForm {...props} groups={this.groups.list()} />
      </Page>,
      status,
    );
  }

  /** The form with what was typed: with what is wrong, or with what somebody else has stored meanwhile. */
  private async again(
    error: unknown,
    props: Pick<ProductFormProps, 'ctx' | 'product' | 'typed' | 'picked' | 'added'>,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    if (error instanceof InvalidInputError)
      return this.form({ ...props, problems: error.fields, conflict: null }, reply, 422);
    if (!(error instanceof ConflictError)) throw error;
    if (error.code !== 'product.changed-meanwhile' || !props.product)
      return this.form(
        { ...props, problems: [{ field: 'flagships', message: error.message }], conflict: null },
        reply,
        422,
      );
    const stored = await this.products.get(props.product.id);
    const conflict = { message: error.message, stored: differences(stored, props.typed) };
    return this.form({ ...props, product: stored, problems: [], conflict }, reply, 409);
  }
}

export function versionOf(typed: Readonly<Record<string, string>>): number {
  return /^[1-9]\d{0,8}$/.test(typed['version'] ?? '') ? Number(typed['version']) : 0;
}

/** Does something with a product and leads back to its page, with what came of it. */
export async function backTo(
  reply: FastifyReply,
  id: string,
  said: string,
  work: () => Promise<Product>,
): Promise<FastifyReply> {
  try {
    const { id: known } = await work();
    return seeOther(reply, `/produk/${known}`, { text: said });
  } catch (error) {
    if (!(error instanceof ConflictError || error instanceof InvalidInputError)) throw error;
    const text = error instanceof InvalidInputError ? (error.fields[0]?.message ?? error.message) : error.message;
    return seeOther(reply, `/produk/${encodeURIComponent(id)}`, { text, kind: 'bad' });
  }
}
