import { InstanceSetting } from '../access/instance/instance-setting.entity.js';
import { AppSession } from '../access/session.entity.js';
import { SignInThrottle } from '../access/sign-in-throttle.entity.js';
import { AppUser } from '../access/user.entity.js';
import {
  Circular,
  CircularAddressee,
  CircularExemption,
  CircularObligation,
  CircularRevision,
} from '../compliance/circular.entity.js';

/** Every entity of every module, for the data source and the drift check. Modules use their own only. */
export const ENTITIES: (new () => object)[] = [
  AppSession,
  AppUser,
  InstanceSetting,
  SignInThrottle,
  Circular,
  CircularAddressee,
  CircularExemption,
  CircularObligation,
  CircularRevision,
];
