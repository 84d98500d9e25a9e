import { SetMetadata } from '@nestjs/common';
import type { Permission } from './permissions.js';

/** Who may use a route: holders of a permission, everybody who is signed in, or everybody. */
export type Allowance = Permission | 'signed-in' | 'public';

export const ALLOW = Symbol('lokapasar:allow');

/**
 * Says who may use a route. Goes on the handler, or on the controller for all its handlers; the handler's wins. A
 * route without it is refused, and the app does not start.
 */
export const Allow = (who: Allowance): MethodDecorator & ClassDecorator => SetMetadata(ALLOW, who);

export const ALLOW_UNASKED = Symbol('lokapasar:allow-unasked');

/**
 * Leaves a public route open without even looking who asks, so that it answers without the database (health). Such a
 * handler knows no viewer and only reads.
 */
export const AllowUnasked = (): MethodDecorator & ClassDecorator => SetMetadata(ALLOW_UNASKED, true);

export const ALLOW_FIRST = Symbol('lokapasar:allow-first');

/** Leaves a route open to somebody who has yet to change a first password: changing it, and signing out. */
export const AllowBeforePasswordChange = (): MethodDecorator & ClassDecorator => SetMetadata(ALLOW_FIRST, true);

export const ALLOW_SECOND = Symbol('lokapasar:allow-second');

/** Leaves a route open to somebody who must have a second factor and has not: setting it up. */
export const AllowBeforeTwoFactor = (): MethodDecorator & ClassDecorator => SetMetadata(ALLOW_SECOND, true);

export const ALLOW_KEY = Symbol('lokapasar:allow-key');

/** Opens a route for 'signed-in' to API keys too. Without it such a route is for people only. */
export const AllowKey = (): MethodDecorator & ClassDecorator => SetMetadata(ALLOW_KEY, true);
