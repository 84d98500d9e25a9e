import { Injectable } from '@nestjs/common';
import { NotFoundError } from '../../shared/errors.js';
import { type Profile, profileFor } from './rubric.js';
import { readRubrics } from './rubric-files.js';
import { readSelection, type SelectionReference } from './selection.js';

/** The rubric and the criteria of choosing, as the files say; read once, when the app starts. */
@Injectable()
export class GradingReference {
  /** By code, then by version. */
  readonly profiles: readonly Profile[] = readRubrics();
  readonly selection: SelectionReference = readSelection(this.profiles);

  find(code: string, version: number): Profile | null {
    return this.profiles.find((one) => one.code === code && one.version === version) ?? null;
  }

  /** Throws `grading.profile-not-found`. */
  get(code: string, version: number): Profile {
    const found = this.find(code, version);
    if (found) return found;
    throw new NotFoundError(
      'grading.profile-not-found',
      `Profil "${code.slice(0, 60)}" versi ${version} tidak ada. Pilih salah satu dari daftar profil.`,
    );
  }

  /** The profile by which a product of the group is judged on a day; null when none is in force. */
  for(group: { code: string; isFood: boolean }, day: string): Profile | null {
    return profileFor(this.profiles, group, day);
  }
}
