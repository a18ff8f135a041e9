import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsString, Length } from 'class-validator';
import { MayBeAbsent } from '@handrail/platform';
import type { Me } from '../api/session.js';

export class MeDto implements Me {
  @ApiProperty({ enum: ['local', 'person', 'system'] }) kind: Me['kind'];
  @ApiProperty({ description: 'The name acts are kept under.' }) actor: string;
  @ApiProperty({ type: String, nullable: true }) organisation: string | null;
  @ApiProperty({ type: [String] }) roles: string[];
  @ApiProperty({ type: [String], description: 'What they may.' }) scopes: string[];
  @ApiProperty({ type: [String], description: 'The same in words.' }) may: string[];
  @ApiProperty({ description: 'Whether there is an issuer to sign in at.' }) canSignIn: boolean;
  @ApiProperty({ description: 'Whether its account is of this machine, with a password here.' })
  hasPasswordHere: boolean;
}

export class AnswerQuestionDto {
  @ApiProperty({ example: 'nurse-1' })
  @IsString()
  @Length(1, 100)
  account: string;

  @ApiProperty({ format: 'password' })
  @IsString()
  @Length(1, 200)
  password: string;
}

export class ChangePasswordDto {
  @ApiProperty({ format: 'password', description: 'The one that holds now.' })
  @IsString()
  @Length(1, 200)
  present: string;

  @ApiProperty({ format: 'password', description: 'Any characters, twelve at least.' })
  @IsString()
  @Length(12, 200)
  next: string;
}

export class AnsweredQuestionDto {
  @ApiProperty({ description: 'Where the browser goes on.' }) goTo: string;
}

export class SignOutDto {
  @ApiPropertyOptional({ description: 'Ends every session of this account, on every machine.' })
  @MayBeAbsent()
  @IsBoolean()
  everywhere?: boolean;
}

export class SignInQueryDto {
  @ApiPropertyOptional({ description: 'The page to come back to: a path of the console.' })
  @MayBeAbsent()
  @IsString()
  @Length(1, 2_000)
  returnTo?: string;

  @ApiPropertyOptional({ description: 'A code that signs in once, as `npm run demo` makes it.' })
  @MayBeAbsent()
  @IsString()
  @Length(1, 100)
  code?: string;
}
