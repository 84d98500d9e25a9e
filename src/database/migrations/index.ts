import type { MigrationInterface } from 'typeorm';
import { Access1764000000001 } from './1764000000001-access.js';
import { Purchasing1764000000002 } from './1764000000002-purchasing.js';
import { Compliance1764000000003 } from './1764000000003-compliance.js';
import { Ingestion1764000000005 } from './1764000000005-ingestion.js';
import { Mapping1764000000012 } from './1764000000012-mapping.js';
import { Staging1764000000013 } from './1764000000013-staging.js';
import { Audit1764100000001 } from './1764100000001-audit.js';
import { SignIn1764100000002 } from './1764100000002-sign-in.js';
import { Scope1764100000003 } from './1764100000003-scope.js';
import { Personal1764100000004 } from './1764100000004-personal.js';
import { Wilayah1764200000001 } from './1764200000001-wilayah.js';
import { Enterprise1764200000002 } from './1764200000002-enterprise.js';
import { Product1764200000003 } from './1764200000003-product.js';
import { DinasPembina1764200000004 } from './1764200000004-dinas-pembina.js';
import { Grading1764200000005 } from './1764200000005-grading.js';
import { OvopList1764200000006 } from './1764200000006-ovop-list.js';
import { OpenData1764200000010 } from './1764200000010-open-data.js';
import { Eligibility1764200000020 } from './1764200000020-eligibility.js';
import { Messages1764200000025 } from './1764200000025-messages.js';
import { Onboarding1764200000026 } from './1764200000026-onboarding.js';
import { Participation1764200000030 } from './1764200000030-participation.js';
import { CatalogueSnapshot1764200000031 } from './1764200000031-catalogue-snapshot.js';
import { ParticipationMonth1764200000032 } from './1764200000032-participation-month.js';
import { Programmes1764200000035 } from './1764200000035-programmes.js';
import { Etalase1764200000040 } from './1764200000040-etalase.js';
import { EtalaseEligibility1764200000041 } from './1764200000041-etalase-eligibility.js';
import { EtalaseAbsence1764200000045 } from './1764200000045-etalase-absence.js';
import { TargetFigure1764200000050 } from './1764200000050-target-figure.js';
import { ImportUndone1764200000051 } from './1764200000051-import-undone.js';
import { EtalaseDuty1764200000060 } from './1764200000060-etalase-duty.js';
import { EtalaseWebhook1764200000061 } from './1764200000061-etalase-webhook.js';
import { EtalaseUsage1764200000062 } from './1764200000062-etalase-usage.js';
import { EtalaseKeeping1764200000070 } from './1764200000070-etalase-keeping.js';
import { EtalaseUpkeep1764200000071 } from './1764200000071-etalase-upkeep.js';
import { EligibilityMore1764200000080 } from './1764200000080-eligibility-more.js';
import { EnterpriseProposal1764200000081 } from './1764200000081-enterprise-proposal.js';
import { WhatIfRun1764200000082 } from './1764200000082-what-if-run.js';
import { EtalaseShown1764200000086 } from './1764200000086-etalase-shown.js';

/** In the order in which they run. Forward only; a published migration is never edited. */
export const MIGRATIONS: (new () => MigrationInterface)[] = [
  Access1764000000001,
  Purchasing1764000000002,
  Compliance1764000000003,
  Ingestion1764000000005,
  Mapping1764000000012,
  Staging1764000000013,
  Audit1764100000001,
  SignIn1764100000002,
  Scope1764100000003,
  Personal1764100000004,
  Wilayah1764200000001,
  Enterprise1764200000002,
  Product1764200000003,
  DinasPembina1764200000004,
  Grading1764200000005,
  OvopList1764200000006,
  OpenData1764200000010,
  Eligibility1764200000020,
  Messages1764200000025,
  Onboarding1764200000026,
  Participation1764200000030,
  CatalogueSnapshot1764200000031,
  ParticipationMonth1764200000032,
  Programmes1764200000035,
  Etalase1764200000040,
  EtalaseEligibility1764200000041,
  EtalaseAbsence1764200000045,
  TargetFigure1764200000050,
  ImportUndone1764200000051,
  EtalaseDuty1764200000060,
  EtalaseWebhook1764200000061,
  EtalaseUsage1764200000062,
  EtalaseKeeping1764200000070,
  EtalaseUpkeep1764200000071,
  EligibilityMore1764200000080,
  EnterpriseProposal1764200000081,
  WhatIfRun1764200000082,
  EtalaseShown1764200000086,
];
