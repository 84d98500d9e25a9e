import { describe, expect, it } from '@jest/globals';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import type { ArgumentMetadata } from '@nestjs/common';
import { refuseListsInLists } from '../../shared/validation.js';
import { CheckedInput } from './checked-input.js';

class AskedDto {
  @IsOptional() @IsString() @MaxLength(10) text?: string;
  @IsOptional() @IsIn(['name', 'price']) sort: string = 'name';
}

class OtherDto {
  @IsOptional() @IsString() text?: string;
}

const query = (metatype: ArgumentMetadata['metatype']): ArgumentMetadata => ({
  type: 'query',
  metatype,
  data: undefined,
});

class AnswerDto {
  @IsString() condition: string;
}

class AnswersDto {
  @IsArray() @ValidateNested({ each: true }) @Type(() => AnswerDto) answers: AnswerDto[];
}

describe('the checks of a body', () => {
  const body: ArgumentMetadata = { type: 'body', metatype: AnswersDto, data: undefined };

  it('refuse a list where one of a list should be, an empty one too', async () => {
    const pipe = new CheckedInput();
    for (const wrong of [[], [[]], [{ condition: 'bahan-baku' }]])
      await expect(pipe.transform({ answers: [{ condition: 'mutu' }, wrong] }, body)).rejects.toMatchObject({
        code: 'request.invalid',
        fields: [{ field: 'answers.1' }],
      });
    await expect(pipe.transform({ answers: [{ condition: 'mutu' }] }, body)).resolves.toMatchObject({
      answers: [{ condition: 'mutu' }],
    });
  });

  it('go as deep as a body does', async () => {
    let deep: unknown = 'x';
    for (let depth = 0; depth < 100_000; depth += 1) deep = { deep };
    expect(() => refuseListsInLists({ deep })).not.toThrow();
    expect(() => refuseListsInLists({ deep, answers: [[]] })).toThrow('Isian tidak dapat diterima');
  });
});

describe('the checks of a query', () => {
  it('give the same again, as an object of its own', async () => {
    const pipe = new CheckedInput();
    const first = (await pipe.transform({ text: 'tenun' }, query(AskedDto))) as AskedDto;
    first.sort = 'price';
    const second = (await pipe.transform({ text: 'tenun' }, query(AskedDto))) as AskedDto;
    expect(second).toBeInstanceOf(AskedDto);
    expect(second).toEqual({ text: 'tenun', sort: 'name' });
  });

  it('refuse what is wrong every time, and for each class by its own rules', async () => {
    const pipe = new CheckedInput();
    const long = { text: 'terlalu panjang' };
    await expect(pipe.transform(long, query(AskedDto))).rejects.toMatchObject({ code: 'request.invalid' });
    await expect(pipe.transform(long, query(AskedDto))).rejects.toMatchObject({ code: 'request.invalid' });
    await expect(pipe.transform(long, query(OtherDto))).resolves.toEqual(long);
    await expect(pipe.transform(long, query(AskedDto))).rejects.toMatchObject({ code: 'request.invalid' });
  });

  it('tell values from names: the same letters in another place are another query', async () => {
    const pipe = new CheckedInput();
    await expect(pipe.transform({ text: 'name' }, query(AskedDto))).resolves.toEqual({ text: 'name', sort: 'name' });
    await expect(pipe.transform({ sort: 'text' }, query(AskedDto))).rejects.toMatchObject({ code: 'request.invalid' });
    await expect(pipe.transform({ text: ['a', 'b'] }, query(AskedDto))).rejects.toMatchObject({
      code: 'request.invalid',
    });
  });

  it('go on after many different queries', async () => {
    const pipe = new CheckedInput();
    for (let i = 0; i < 1200; i += 1) await pipe.transform({ text: String(i) }, query(AskedDto));
    await expect(pipe.transform({ text: '3' }, query(AskedDto))).resolves.toEqual({ text: '3', sort: 'name' });
  });
});
