import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { Allow } from '../../../access/allow.js';
import { viewerOf } from '../../../access/viewer.js';
import { CertificatesService } from '../../../catalogue/products/certificates.service.js';
import { ListingsService } from '../../../catalogue/products/listings.service.js';
import { PhotosService } from '../../../catalogue/products/photos/photos.service.js';
import { uploadedPhoto } from '../../../catalogue/products/photos/uploaded-photo.js';
import type { Certificate, Listing, Product } from '../../../catalogue/products/product.js';
import { ProductService } from '../../../catalogue/products/product.service.js';
import { ConflictError, type FieldProblem, InvalidInputError, NotFoundError } from '../../../shared/errors.js';
import { Context, ErrorSummary, Page, type PageContext, renderPage, seeOther } from '../../components/index.js';
import { sendPhoto } from '../katalog/photo-answer.js';
import { textsOf, type Typed } from './produk.form.js';
import { backTo, PRODUK, versionOf } from './produk.page.js';
import { CertificateForm, ListingForm, PhotoForm } from './produk.view.js';

type Fields = Readonly<Record<string, unknown>>;

/** What hangs on a product, each on a form of its own. */
@ApiExcludeController()
@Controller('produk/:id')
@Allow('product.write')
export class ProdukPartsPage {
  constructor(
    private readonly products: ProductService,
    private readonly certificates: CertificatesService,
    private readonly listings: ListingsService,
    private readonly photos: PhotosService,
  ) {}

  @Get('sertifikat/:part')
  async askCertificate(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Param('part') part: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const product = await this.products.get(id);
    const found = partOf(product.certificates, part);
    return certificatePage({ ctx, product, part: found, typed: typedOf(found), problems: [] }, reply);
  }

  @Post('sertifikat/:part')
  async keepCertificate(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Param('part') part: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const product = await this.products.get(id);
    const found = partOf(product.certificates, part);
    const typed = textsOf(body);
    const by = viewerOf(request);
    return kept(
      reply,
      id,
      (problems) => certificatePage({ ctx, product, part: found, typed, problems }, reply, 422),
      () => {
        if (!found) return this.certificates.add(id, typed, by, ctx.today);
        if (typed['aksi'] === 'hapus') return this.certificates.remove(id, found.id, versionOf(typed));
        return this.certificates.change(id, found.id, versionOf(typed), typed, by, ctx.today);
      },
    );
  }

  @Get('tayangan/:part')
  async askListing(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Param('part') part: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const product = await this.products.get(id);
    const found = partOf(product.listings, part);
    return listingPage({ ctx, product, part: found, typed: typedOf(found), problems: [] }, reply);
  }

  @Post('tayangan/:part')
  async keepListing(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Param('part') part: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const product = await this.products.get(id);
    const found = partOf(product.listings, part);
    const typed = textsOf(body);
    return kept(
      reply,
      id,
      (problems) => listingPage({ ctx, product, part: found, typed, problems }, reply, 422),
      () => {
        if (!found) return this.listings.add(id, typed, viewerOf(request).username);
        if (typed['aksi'] === 'hapus') return this.listings.remove(id, found.id, versionOf(typed));
        return this.listings.change(id, found.id, versionOf(typed), typed);
      },
    );
  }

  @Post('foto')
  async addPhoto(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const product = await this.products.get(id);
    let alt = '';
    const again = (problems: readonly FieldProblem[]): FastifyReply =>
      partPage(
        { ctx, product, title: 'Foto belum disimpan' },
        <>
          <ErrorSummary problems={problems} />
          <PhotoForm ctx={ctx} path={`/produk/${product.id}`} alt={alt} problems={problems} />
        </>,
        reply,
        422,
      );
    return kept(reply, id, again, async () => {
      const upload = await uploadedPhoto(request);
      alt = upload.alt;
      return this.photos.add(id, upload.bytes, alt, viewerOf(request).username);
    });
  }

  @Post('foto/:photo')
  changePhoto(
    @Param('id') id: string,
    @Param('photo') photo: string,
    @Body() body: Fields,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { aksi, alt = '', position = '' } = textsOf(body);
    return backTo(reply, id, aksi === 'hapus' ? 'Foto dihapus.' : 'Foto disimpan.', () =>
      aksi === 'hapus'
        ? this.photos.remove(id, photo)
        : this.photos.change(id, photo, alt, /^[1-9]\d?$/.test(position) ? Number(position) : null),
    );
  }

  /** Also while the product is a draft. */
  @Get('foto/:photo')
  @Allow('product.read')
  async photo(
    @Param('photo') file: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return sendPhoto(request, reply, await this.photos.file(file, false), 'private');
  }
}

/** Null for a new one. */
function partOf<Part extends { id: string }>(parts: readonly Part[], id: string): Part | null {
  if (id === 'baru') return null;
  const found = parts.find((part) => part.id === id);
  if (!found) throw new NotFoundError('product.no-such-part', `${id.slice(0, 20)} tidak ada pada produk ini`);
  return found;
}

function typedOf(part: Certificate | Listing | null): Record<string, string> {
  const texts = Object.entries(part ?? {}).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value]] : [],
  );
  const typed = Object.fromEntries(texts) as Record<string, string>;
  return part && 'verifiedOn' in part ? { ...typed, seenOn: part.verifiedOn ?? '' } : typed;
}

interface PartPage<Part> {
  ctx: PageContext;
  product: Product;
  part: Part | null;
  typed: Typed;
  problems: readonly FieldProblem[];
}

function certificatePage(props: PartPage<Certificate>, reply: FastifyReply, status = 200): FastifyReply {
  const title = props.part ? 'Apa yang diubah pada sertifikat ini?' : 'Sertifikat apa yang ditambahkan?';
  const form = <CertificateForm {...props} productId={props.product.id} />;
  return partPage({ ...props, title }, form, reply, status);
}

function listingPage(props: PartPage<Listing>, reply: FastifyReply, status = 200): FastifyReply {
  const title = props.part ? 'Apa yang diubah pada tayangan ini?' : 'Di mana produk ini ditayangkan?';
  return partPage({ ...props, title }, <ListingForm {...props} productId={props.product.id} />, reply, status);
}

function partPage(
  { ctx, product, title }: { ctx: PageContext; product: Product; title: string },
  content: VNode,
  reply: FastifyReply,
  status: number,
): FastifyReply {
  return renderPage(
    reply,
    <Page ctx={ctx} title={title} crumbs={[PRODUK, { href: `/produk/${product.id}`, text: product.name }]}>
      {content}
    </Page>,
    status,
  );
}

/** Back to the product, or the form again with what is wrong. */
async function kept(
  reply: FastifyReply,
  id: string,
  again: (problems: readonly FieldProblem[]) => FastifyReply,
  work: () => Promise<Product>,
): Promise<FastifyReply> {
  try {
    await work();
    return seeOther(reply, `/produk/${id}`, { text: 'Disimpan.' });
  } catch (error) {
    if (error instanceof InvalidInputError) return again(error.fields);
    if (error instanceof ConflictError) return again([{ field: 'number', message: error.message }]);
    throw error;
  }
}
