import { ApiProperty } from '@nestjs/swagger';
import type { ListProblem, ListResult } from './list-import.js';

export class ListProblemDto implements ListProblem {
  @ApiProperty() line: number;
  @ApiProperty() column: string;
  @ApiProperty() value: string;
  @ApiProperty() reason: string;
}

/** read = added + changed + unchanged + rejected. */
export class ListImportDto implements ListResult {
  /** false: hanya pratinjau, atau ada baris yang ditolak sehingga tidak ada yang diubah. */
  @ApiProperty() applied: boolean;
  @ApiProperty() read: number;
  @ApiProperty() added: number;
  @ApiProperty() changed: number;
  @ApiProperty() unchanged: number;
  @ApiProperty() rejected: number;
  @ApiProperty({ type: [ListProblemDto] }) problems: ListProblemDto[];
}
