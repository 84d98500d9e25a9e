import type { OpenAPIObject } from '@nestjs/swagger';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type SchemaObject = Exclude<NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string], { $ref: string }>;

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;

/** RFC 9457, with what is our own. */
const PROBLEM: SchemaObject = {
  type: 'object',
  description: 'Problem details (RFC 9457). `code` is stable, the sentences are for people.',
  required: ['type', 'title', 'status', 'detail', 'instance', 'code'],
  properties: {
    type: { type: 'string', example: 'urn:lokapasar-ovop:problem:request.invalid' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string', description: 'The path that was asked for' },
    code: { type: 'string', example: 'request.invalid' },
    fields: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'message'],
        properties: { field: { type: 'string' }, message: { type: 'string' } },
      },
    },
    reference: { type: 'string', description: 'Finds the entry in the log' },
    details: { type: 'object', additionalProperties: true },
  },
};

const MEANINGS: Readonly<Record<string, string>> = {
  400: 'The request cannot be read',
  401: 'Nobody is signed in, or the sign-in is wrong',
  403: 'Not allowed, or without the token that a change needs',
  404: 'Not found',
  408: 'The body did not come in time',
  409: 'The present state does not allow it',
  413: 'Too large',
  414: 'The address is too long',
  415: 'A kind of body that is not taken',
  422: 'Something in the request is not acceptable; `fields` says what',
  429: 'Too often; header Retry-After says when to come again',
  503: 'Too busy, or the database is away; header Retry-After says when to come again',
};

/** Adds to every operation the refusals that stand before or around its handler, and the shape of all refusals. */
export function withProblems(document: OpenAPIObject): OpenAPIObject {
  document.components ??= {};
  document.components.schemas = { ...document.components.schemas, Problem: PROBLEM };
  for (const [path, item] of Object.entries(document.paths))
    for (const method of METHODS) {
      const operation = item[method];
      if (operation) addProblems(operation, path, method);
    }
  return document;
}

function addProblems(operation: Operation, path: string, method: (typeof METHODS)[number]): void {
  const { responses } = operation;
  for (const status of statusesOf(operation, path, method))
    responses[status] ??= { description: MEANINGS[status] ?? '' };
  for (const [status, response] of Object.entries(responses)) {
    if (Number(status) < 400 || !response || '$ref' in response || response.content) continue;
    response.description ||= MEANINGS[status] ?? '';
    response.content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  }
}

function statusesOf(operation: Operation, path: string, method: (typeof METHODS)[number]): string[] {
  if (path.startsWith('/health/')) return ['400', '422'];
  const changes = method !== 'get';
  const asks = changes || (operation.parameters ?? []).length > 0;
  return [
    '400',
    '401',
    '403',
    ...(asks ? ['404'] : []),
    '422',
    ...(changes ? ['408', '409', '413', '415'] : []),
    ...(path.includes('{') ? ['414'] : []),
    '429',
    '503',
  ];
}
