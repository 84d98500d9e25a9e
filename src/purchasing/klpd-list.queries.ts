import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { rows } from '../shared/sql.js';

/** The KLPDs that an imported MasterKLPD names, for whoever lets a person choose one. */
@Injectable()
export class KlpdListQueries {
  constructor(private readonly db: DataSource) {}

  list(): Promise<{ code: string; name: string }[]> {
    return rows(
      this.db.manager,
      `select key as code, coalesce(data->>'name', key) as name from reference_row
       where is_current and family = 'klpd' order by lower(data->>'name') collate "C", key`,
    );
  }
}
