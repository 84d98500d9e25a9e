import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiCookieAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../allow.js';
import { InstanceSettings } from './instance-settings.js';
import { SettingsDto, SettingsViewDto } from './settings.dto.js';

@ApiTags('settings')
@ApiCookieAuth()
@Controller('api/v1/settings')
export class SettingsController {
  constructor(private readonly settings: InstanceSettings) {}

  @Get()
  @Allow('settings.read')
  @ApiOperation({ summary: 'The settings of this instance' })
  @ApiOkResponse({ type: SettingsViewDto })
  get(): Promise<SettingsViewDto> {
    return this.settings.get();
  }

  @Put()
  @Allow('settings.write')
  @ApiOperation({ summary: 'Replaces the settings of this instance' })
  @ApiOkResponse({ type: SettingsViewDto })
  put(@Body() body: SettingsDto): Promise<SettingsViewDto> {
    return this.settings.save(body);
  }
}
