import { Controller, Get, Header, Param } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import { Allow, conflict } from '@handrail/platform';
import { pathId } from '../../http/path-id.js';
import { ReassessmentReader } from '../../reassessment/reassessment.reader.js';
import { isDetermined, toFhir, type FhirDetermination } from './to-fhir.js';

@ApiTags('reassessments')
@Controller('v1/reassessments/:id/fhir')
export class FhirController {
  readonly #reader: ReassessmentReader;

  constructor(reader: ReassessmentReader) {
    this.#reader = reader;
  }

  @Allow('care.read')
  @Get()
  @Header('content-type', 'application/fhir+json')
  @ApiOperation({ summary: 'The determination as FHIR R4: ServiceRequest and RiskAssessment' })
  @ApiProduces('application/fhir+json')
  @ApiOkResponse({ schema: { type: 'object', description: 'A Bundle of type collection' } })
  @ApiConflictResponse({ description: 'Nothing has been determined yet' })
  @ApiNotFoundResponse()
  async bundle(@Param('id') id: string): Promise<FhirDetermination> {
    const view = await this.#reader.byId(pathId(id));
    if (!isDetermined(view)) throw conflict('not-determined', 'No level has been determined yet.');
    return toFhir(view);
  }
}
