/**
 * The errors a person or a program is meant to see. `code` is stable (clients may rely on it); `message` is Indonesian
 * and says what happened, with which value, and what to do next. Everything else that is thrown is a fault of ours and
 * leaves as a bare 500.
 */
export abstract class AppError extends Error {
  abstract readonly status: number;
  constructor(
    readonly code: string,
    message: string,
    readonly details?: Record<string, unknown>,
  ) {
    super(message);
    this.name = new.target.name;
  }
}

/** 404: the thing asked for does not exist, or not for this person. */
export class NotFoundError extends AppError {
  readonly status = 404;
}

/** 409: the request is well formed but the present state does not allow it. */
export class ConflictError extends AppError {
  readonly status = 409;
}

/** One thing wrong with one field of a request. */
export interface FieldProblem {
  field: string;
  message: string;
}

/** 422: something in the request is not acceptable; `fields` says what and where. */
export class InvalidInputError extends AppError {
  readonly status = 422;
  constructor(
    code: string,
    message: string,
    readonly fields: FieldProblem[] = [],
  ) {
    super(code, message);
  }
}

/** 401: nobody is signed in. */
export class UnauthenticatedError extends AppError {
  readonly status = 401;
}

/** 403: signed in, but not allowed. */
export class ForbiddenError extends AppError {
  readonly status = 403;
}

/** 502: somebody else's server answered badly; nothing of ours was changed. */
export class UpstreamError extends AppError {
  readonly status = 502;
}

/** 429: too many tries. */
export class TooManyRequestsError extends AppError {
  readonly status = 429;
}

/** 406: not to be had in the form that was asked for. */
export class NotAcceptableError extends AppError {
  readonly status = 406;
}

/** 413: more than is taken. */
export class TooLargeError extends AppError {
  readonly status = 413;
}

/** 415: of a kind that is not taken. */
export class UnsupportedTypeError extends AppError {
  readonly status = 415;
}

/** 503: not now; nothing was changed. */
export class UnavailableError extends AppError {
  readonly status = 503;
}
