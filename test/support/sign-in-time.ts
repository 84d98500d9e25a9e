import type { TestApp } from './app.js';
import { SignInClock } from '../../src/access/sign-in-clock.js';

/** The time of day for codes, links and half-open sign-ins of one app, moved by hand instead of waited for. */
export class SignInTime {
  private at = new Date('2026-11-20T02:00:05Z').getTime();

  constructor(test: Pick<TestApp, 'app'>) {
    Object.assign(test.app.get(SignInClock), { now: () => this.now });
  }

  get now(): Date {
    return new Date(this.at);
  }

  passSeconds(seconds: number): void {
    this.at += seconds * 1000;
  }
}
