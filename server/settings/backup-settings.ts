/** Backups that the server writes by itself. */
import { z } from 'zod'
import { wholeNumber } from './kinds.ts'

/** Whoever has the file may try as long as he likes. */
export const SHORTEST_PASSPHRASE = 12

export const backupSettings = {
  BACKUP_FOLDER: z
    .string()
    .refine((path) => !/^(~|%\w+%|file:)/.test(path), 'write the path in full, without ~ or file:')
    .optional(),
  BACKUP_HOURS: wholeNumber(1, 720, 24),
  BACKUP_KEEP: wholeNumber(1, 1_000, 14),
  /** Encrypts those of the server, and what `npm run backup -- --encrypt` writes. */
  BACKUP_PASSPHRASE: z
    .string()
    .min(SHORTEST_PASSPHRASE, `give at least ${SHORTEST_PASSPHRASE} characters, or four words`)
    .optional(),
} satisfies Record<string, z.ZodType>

type Values = z.infer<z.ZodObject<typeof backupSettings>>

export interface BackupSettings {
  /** Null: none are written unasked. */
  folder: string | null
  everyHours: number
  keep: number
  /** Null: they are open to whoever may read the file. */
  passphrase: string | null
}

export function readBackups(values: Values & { USE_AZURE_SQL: boolean }) {
  const { BACKUP_FOLDER: folder, USE_AZURE_SQL: isAzure } = values
  const settings: BackupSettings = {
    folder: isAzure ? null : (folder ?? null),
    everyHours: values.BACKUP_HOURS,
    keep: values.BACKUP_KEEP,
    passphrase: values.BACKUP_PASSPHRASE ?? null,
  }
  const warnings =
    isAzure && folder !== undefined
      ? [
          {
            setting: 'BACKUP_FOLDER',
            warning:
              'is not used: Azure SQL keeps backups of its own, see docs/deployment.md#backup',
          },
        ]
      : []
  return { settings, warnings }
}
