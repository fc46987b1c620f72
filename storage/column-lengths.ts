/** How many characters the columns of names have room for; SQL Server refuses what is longer. */
export const COLUMN_LENGTHS = { flow: 64, flow_version: 32, final_decision: 32 } as const
