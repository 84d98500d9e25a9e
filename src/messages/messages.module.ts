import { Module } from '@nestjs/common';
import { MessagesService } from './messages.service.js';
import { OutboxService } from './outbox.service.js';

/** Messages to people: in the application, and by mail. */
@Module({ providers: [MessagesService, OutboxService], exports: [MessagesService, OutboxService] })
export class MessagesModule {}
