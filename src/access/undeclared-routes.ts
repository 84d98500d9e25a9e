import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ALLOW, type Allowance } from './allow.js';

/** Stops the start of an app that has a route without `@Allow`. */
@Injectable()
export class UndeclaredRoutes implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  /** All controllers are made by now, and nothing listens yet. */
  onModuleInit(): void {
    const undeclared = this.routes().filter((route) => route.allowance === null);
    if (undeclared.length === 0) return;
    const names = undeclared.map((route) => `${route.controller}.${route.handler} (${route.path})`);
    throw new Error(`Routes without @Allow, so the app does not start: ${names.join(', ')}`);
  }

  /** Every route of the app and who may use it; null = nobody said. */
  routes(): { controller: string; handler: string; path: string; allowance: Allowance | null }[] {
    return this.discovery.getControllers().flatMap(({ metatype, instance }) => {
      if (!metatype || typeof instance !== 'object' || instance === null) return [];
      const prototype = Object.getPrototypeOf(instance) as Record<string, unknown>;
      return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
        const handler = prototype[name];
        if (typeof handler !== 'function' || !Reflect.hasMetadata(METHOD_METADATA, handler)) return [];
        const allowance = this.reflector.getAllAndOverride<Allowance | undefined>(ALLOW, [
          handler as () => unknown,
          metatype as () => unknown,
        ]);
        const path = [Reflect.getMetadata(PATH_METADATA, metatype), Reflect.getMetadata(PATH_METADATA, handler)]
          .flat()
          .map((part) => String(part).replace(/^\/|\/$/g, ''))
          .filter(Boolean)
          .join('/');
        return [{ controller: metatype.name, handler: name, path: `/${path}`, allowance: allowance ?? null }];
      });
    });
  }
}
