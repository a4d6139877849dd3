import { programs } from './api-rows.ts'
import { deeds, endings, inward } from './posting-rows.ts'
import { looking, shared } from './reading-rows.ts'
import type { Row } from './row.ts'

/** Every route, every method it has, and whom it answers how. What is done is done in this order. */
export const table: Row[] = [...shared, ...looking, ...inward, ...deeds, ...programs, ...endings]
