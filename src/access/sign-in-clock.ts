import { Injectable } from '@nestjs/common';

/** What time it is for codes, half-open sign-ins and links. Injected, so that nobody has to wait for them to run out. */
@Injectable()
export class SignInClock {
  now(): Date {
    return new Date();
  }
}
