import type { APIRoute } from 'astro'

/** Astro's place for pictures made on demand: there are none, and its own endpoint would be a tenth of the Worker. */
export const GET: APIRoute = () => new Response(null, { status: 404 })
