import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Global,
  Module,
  type OnApplicationBootstrap,
  type Type,
} from '@nestjs/common';
import { AccessModule } from './access/access.module.js';
import { MailDoorModule } from './access/mail-door.module.js';
import { DatabaseModule, type OpenDatabase } from './database/database.module.js';
import { RegulationModule } from './regulation/regulation.module.js';
import type { Env } from './shared/env.js';
import { Signals } from './shared/signals.js';
import { ENV } from './shared/tokens.js';
import { WebModule } from './web/web.module.js';

@Global()
@Module({})
class EnvModule {
  static use(env: Env): DynamicModule {
    return { module: EnvModule, providers: [{ provide: ENV, useValue: env }], exports: [ENV] };
  }
}

/** Everything, on an opened database. The CLI makes an application context of it, the server an app. */
@Module({})
export class AppModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(private readonly signals: Signals) {}

  static use(database: OpenDatabase, env: Env, beside: Type[] = []): DynamicModule {
    return {
      module: AppModule,
      imports: [
        EnvModule.use(env),
        DatabaseModule.use(database),
        AccessModule,
        MailDoorModule,
        RegulationModule,
        WebModule,
        ...beside,
      ],
    };
  }

  onApplicationBootstrap(): Promise<void> {
    return this.signals.listen();
  }

  /** Before the database is closed, which would wait for the listening connection for ever. */
  beforeApplicationShutdown(): Promise<void> {
    return this.signals.close();
  }
}
