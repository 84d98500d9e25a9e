import type { EntityManager } from 'typeorm';
import { rows } from '../../shared/sql.js';
import { proposeAssignments } from './propose.js';

interface SatkerRow {
  klpd: string;
  key: string;
  name: string | null;
  text: string | null;
  kind: string | null;
  open: boolean;
}

/**
 * Whether there is reason to place the satker of the alias `a`. InstansiSatker holds the history of every agency there
 * ever was: what is in it alone and bought nothing would fill the reports with agencies that are gone.
 */
const STANDS = `(
  exists (select 1 from reference_row m where m.is_current and m.family = 'satker-master' and m.key = a.satker_key)
  or not exists (select 1 from reference_row i where i.is_current and i.family = 'satker-instansi'
                 and i.key = a.satker_key)
  or exists (select 1 from reference_row b where b.is_current and b.family = 'anggaran'
             and b.data->>'satkerCode' = a.satker_key)
  or exists (select 1 from purchase p where p.is_current and p.klpd = a.klpd and p.satker_ref = a.ref))`;

/**
 * Gives every satker that nobody has placed yet a proposal, making the perangkat daerah it needs. What staff decided
 * stays, and so does a proposal that was made before, as long as there is reason for it: what only an import told that
 * was undone is taken back. Runs in the transaction that changed satkers or names; needs an
 * up-to-date `satker_alias`.
 */
export async function placeSatkers(tx: EntityManager): Promise<void> {
  await tx.query(
    `delete from satker_assignment t where t.state = 'usulan' and not exists (
       select 1 from satker_alias a where a.klpd = t.klpd and a.satker_key = t.satker_key and ${STANDS})`,
  );
  const satkers = await rows<SatkerRow>(
    tx,
    `select a.klpd, a.satker_key as key, min(a.name) as name, min(a.text_code) as text, min(r.data->>'kind') as kind,
       not exists (select 1 from satker_assignment t where t.klpd = a.klpd and t.satker_key = a.satker_key
                   and (t.perangkat_daerah_id is not null or t.state = 'dipastikan'))
       and bool_or(${STANDS}) as open
     from satker_alias a
     left join reference_row r on r.is_current and r.family = 'satker-master' and r.key = a.satker_key
     group by a.klpd, a.satker_key order by a.klpd, a.satker_key`,
  );
  for (const klpd of new Set(satkers.filter((satker) => satker.open).map((satker) => satker.klpd))) {
    await placeIn(
      tx,
      klpd,
      satkers.filter((satker) => satker.klpd === klpd),
    );
  }
}

async function placeIn(tx: EntityManager, klpd: string, satkers: SatkerRow[]): Promise<void> {
  const known = await rows<{ id: string; name: string; codeGroup: string | null }>(
    tx,
    'select id::text, name, code_group as "codeGroup" from perangkat_daerah where klpd = $1 order by id',
    [klpd],
  );
  // All satkers take part, so that a name is borrowed or found equal with every one of them in sight.
  const proposal = proposeAssignments(
    satkers.map(({ key, name, text, kind }) => ({ key, name: name ?? key, text, kind })),
    known,
  );
  const open = new Set(satkers.filter((satker) => satker.open).map((satker) => satker.key));
  const placed = proposal.assignments.filter((one) => open.has(one.satkerKey) && one.perangkatDaerahName !== null);
  const needed = new Set(placed.map((one) => one.perangkatDaerahName));
  const made = proposal.newGroups.filter((group) => needed.has(group.name));
  await tx.query(
    `insert into perangkat_daerah (klpd, name, code_group, origin)
     select $1, g.name, g.code_group, 'usulan' from unnest($2::text[], $3::text[]) g(name, code_group)
     on conflict do nothing`,
    [klpd, made.map((group) => group.name), made.map((group) => group.codeGroup)],
  );
  // Two clerks at once, or a merge in between: by its name, and on to the one it was merged into.
  await tx.query(
    `insert into satker_assignment (klpd, satker_key, perangkat_daerah_id, state)
     select $1, a.satker_key, coalesce(d.merged_into, d.id), 'usulan'
     from unnest($2::text[], $3::text[]) a(satker_key, name)
     join perangkat_daerah d on d.klpd = $1 and lower(d.name) = lower(a.name)
     on conflict (klpd, satker_key, valid_from) do update set perangkat_daerah_id = excluded.perangkat_daerah_id
     where satker_assignment.state = 'usulan' and satker_assignment.perangkat_daerah_id is null`,
    [klpd, placed.map((one) => one.satkerKey), placed.map((one) => one.perangkatDaerahName)],
  );
  // A borrowed name is given back unless somebody of the bureau has accepted it, by naming it or by confirming a satker.
  for (const { id, name } of proposal.renames)
    await tx.query(
      `update perangkat_daerah d set name = $2 where d.id = $1 and d.origin = 'usulan' and d.merged_into is null
         and not exists (select 1 from perangkat_daerah o where o.klpd = d.klpd and lower(o.name) = lower($2))
         and not exists (select 1 from satker_assignment s where s.perangkat_daerah_id = d.id and s.state = 'dipastikan')`,
      [id, name],
    );
}
