import { z } from 'zod';

/** Who sells, as receipts and statements print it. */
export const sellerSettings = z
  .strictObject({
    /** The name of the server when not said. */
    name: z.string().trim().min(1).max(120).optional(),
    /** Line by line. */
    address: z.array(z.string().trim().min(1).max(120)).max(6).default([]),
    taxId: z.string().trim().min(1).max(60).optional(),
    email: z.email().max(254).optional(),
  })
  .prefault({});

export type SellerSettings = z.infer<typeof sellerSettings>;
