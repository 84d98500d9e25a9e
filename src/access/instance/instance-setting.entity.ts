import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** One row only. */
@Entity('instance_setting')
@Check('instance_setting_single_row_check', 'id = 1')
export class InstanceSetting {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'instance_setting_pk', default: 1 }) id: number;
  @Column('text', { name: 'klpd_code', nullable: true }) klpdCode: string | null;
  @Column('text', { name: 'klpd_name', nullable: true }) klpdName: string | null;
  @Column('text', { nullable: true }) province: string | null;
  @Column('text', { name: 'time_zone', nullable: true }) timeZone: string | null;
  @Column('integer', { name: 'fiscal_year', nullable: true }) fiscalYear: number | null;
  /** One line of the letterhead each. */
  @Column('text', { array: true, default: () => `'{}'` }) letterhead: string[];
  @Column('boolean', { default: false }) demo: boolean;
  @Column('timestamptz', { name: 'set_up_at', nullable: true }) setUpAt: Date | null;
  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' }) updatedAt: Date;
}
