import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiConflictResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Allow } from '@handrail/platform';
import { KeyRotation } from './key-rotation.service.js';
import { KeysDto, RotateKeysDto } from './keys.dto.js';

/** Master keys, of which only numbers and fingerprints are ever shown. */
@ApiTags('keys')
@Controller('v1/keys')
export class KeysController {
  readonly #rotation: KeyRotation;

  constructor(rotation: KeyRotation) {
    this.#rotation = rotation;
  }

  @Allow('keys.admin')
  @Get()
  @ApiOperation({ summary: 'Which master keys there are, and what is wrapped by which.' })
  @ApiOkResponse({ type: KeysDto })
  status(): Promise<KeysDto> {
    return this.#rotation.status();
  }

  @Allow('keys.admin')
  @Post('rotate')
  @HttpCode(200)
  @ApiOperation({
    summary:
      'Make a given master key the current one, and wrap every data key by it. Taken back by naming the one before.',
  })
  @ApiOkResponse({ type: KeysDto })
  @ApiBadRequestResponse({ description: 'Only one master key was given, or not this one.' })
  @ApiConflictResponse({ description: 'It is current already.' })
  rotate(@Body() body: RotateKeysDto): Promise<KeysDto> {
    return this.#rotation.rotate(body);
  }
}
