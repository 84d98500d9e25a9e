import { Module } from '@nestjs/common';

/** The pages. Each page's controller is listed here; the module whose service it uses is imported. */
@Module({
  imports: [],
  controllers: [],
})
export class WebModule {}
