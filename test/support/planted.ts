import type { DataSource } from 'typeorm';

export const BREAKOUT = `"><img src=x onerror=alert(1)>'><script>alert(2)</script>`;
/** As it must be written, in a text and in an attribute alike. */
export const HARMLESS = '&quot;>&lt;img src=x onerror=alert(1)>';

/** Puts script into texts, straight into the tables, past every check of a form: what is stored is never trusted by a page. */
export class Planter {
  /** Names of the fields that hold script. */
  readonly planted = new Set<string>();

  constructor(private readonly source: () => DataSource) {}

  evil(field: string): string {
    this.planted.add(field);
    return `${BREAKOUT} tanda-${field}.`;
  }

  /** Adds a row whose `texts` hold script; answers its id. */
  async plant(table: string, values: Record<string, unknown>, texts: readonly string[]): Promise<string> {
    const all = {
      ...values,
      ...Object.fromEntries(texts.map((column) => [column, this.evil(`${table}-${column}`)])),
    };
    const columns = Object.keys(all);
    const [made] = (await this.source().query(
      `insert into ${table} (${columns.join(', ')}) values (${columns.map((_, at) => `$${at + 1}`).join(', ')}) returning *`,
      Object.values(all),
    )) as { id?: string }[];
    return String(made?.id);
  }

  async overwrite(table: string, id: string, texts: readonly string[]): Promise<void> {
    await this.source().query(
      `update ${table} set ${texts.map((column, at) => `${column} = $${at + 2}`).join(', ')} where id = $1`,
      [id, ...texts.map((column) => this.evil(`${table}-${column}`))],
    );
  }
}
