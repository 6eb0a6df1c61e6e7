/** Written by `npm run generate` from the server's OpenAPI document; not by hand. */

export interface paths {
    "/api/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the pages must know before anybody signs in */
        get: operations["getConfig"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sign-up/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign up with e-mail and password */
        post: operations["signUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sign-in/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with e-mail and password */
        post: operations["signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/change-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change the password */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End this session */
        post: operations["signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/get-session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The session of this cookie */
        get: operations["getSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/list-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where you are signed in */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/revoke-session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End one of your sessions */
        post: operations["revokeSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/revoke-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End all your sessions */
        post: operations["revokeSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/revoke-other-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End all your sessions but this */
        post: operations["revokeOtherSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make the first root user */
        post: operations["completeSetup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who you are */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change your name or time zone */
        patch: operations["changeMe"];
        trace?: never;
    };
    "/api/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your API keys, newest first */
        get: operations["listKeys"];
        put?: never;
        /** Make an API key */
        post: operations["createKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke an API key */
        delete: operations["revokeKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/billing/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Balance, grants and what was spent */
        get: operations["getBillingSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/billing/transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every movement of credits, newest first */
        get: operations["listTransactions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/billing/transactions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One movement with every grant it touched and what it was for */
        get: operations["getTransaction"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/billing/balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The balance at a moment */
        get: operations["getBalanceAt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/billing/deduct": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take credits at once, all or nothing */
        post: operations["deduct"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set credits aside before the work */
        post: operations["placeHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/holds/{id}/capture": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Charge what the work really cost and give the rest back */
        post: operations["captureHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/holds/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give the whole hold back */
        post: operations["releaseHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give credits, up to the balance cap */
        post: operations["createGrant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a charge back, whole or in part, to the grants it came from */
        post: operations["createRefund"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Figures and grants of an account */
        get: operations["getAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/usage/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Use by day, model, feature and key, as JSON or CSV */
        get: operations["getUsageReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Balance and headline figures */
        get: operations["getStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/payments/create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Order credits and get the address at which to pay */
        post: operations["createPayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My orders, newest first */
        get: operations["listOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of my orders */
        get: operations["getOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/payments/webhook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Where the test provider sends its signed callbacks */
        post: operations["receiveMockpayCallback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mockpay/{orderId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The order on the test provider’s page */
        get: operations["getMockpayOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mockpay/{orderId}/{action}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pay, fail or cancel on the test provider’s page */
        post: operations["decideMockpayOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/receipts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole story of one call: hold, charge, tokens, price, and which grants paid */
        get: operations["getReceipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What can be called, and what it costs */
        get: operations["listModelPrices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/chat/completions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Metered chat completion */
        post: operations["createChatCompletion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/responses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Metered response */
        post: operations["createResponse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What can be called */
        get: operations["listModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        PublicConfig: {
            name: string;
            currency: string;
            creditsPerUnit: {
                [key: string]: string;
            };
            providers: string[];
            quickAmounts: string[];
            minTopUp: string;
            maxTopUp: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            welcomeCredits: string;
            production: boolean;
            setupNeeded: boolean;
        };
        Error: {
            error: {
                code: string;
                message: string;
                details: {
                    [key: string]: unknown;
                };
                requestId: string;
            };
        };
        SignUp: {
            name: string;
            /** Format: email */
            email: string;
            password: string;
        };
        SignIn: {
            /** Format: email */
            email: string;
            password: string;
        };
        ChangePassword: {
            currentPassword: string;
            newPassword: string;
            revokeOtherSessions?: boolean;
        };
        Setup: {
            token: string;
            name: string;
            /** Format: email */
            email: string;
            password: string;
        };
        Me: {
            /** Format: uuid */
            id: string;
            email: string | null;
            name: string;
            /** @enum {string} */
            role: "user" | "admin" | "root";
            timeZone: string;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            createdAt: string;
        };
        ApiKey: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @example fb-x3Tq */
            prefix: string;
            last4: string;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            lastUsedAt: string | null;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            expiresAt: string | null;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            revokedAt: string | null;
        };
        CreatedApiKey: components["schemas"]["ApiKey"] & {
            /** @description The key itself: shown here and never again. */
            key: string;
        };
        BillingSummary: {
            /** Format: uuid */
            accountId: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            available: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            held: string;
            /**
             * @description available + held
             * @example 12.5
             */
            total: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            debt: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            granted: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            spent: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            cap: string;
            /** @description In the order in which they burn. */
            grants: components["schemas"]["Grant"][];
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            spentToday: string;
        };
        Grant: {
            /** Format: uuid */
            id: string;
            source: string;
            /** @enum {string} */
            category: "paid" | "promotional";
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            granted: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            available: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            held: string;
            priority: number;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            expiresAt: string | null;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            createdAt: string;
        };
        TransactionList: {
            data: components["schemas"]["Transaction"][];
            nextCursor: string | null;
        };
        Transaction: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "grant" | "hold" | "capture" | "release" | "charge" | "refund" | "revoke" | "expire";
            /** @enum {string} */
            type: "credit" | "debit" | "refund" | "hold" | "release";
            reason: string;
            /**
             * @description Without a sign.
             * @example 12.5
             */
            amount: string;
            /**
             * @description With its sign: what it did to available + held.
             * @example -2.5
             */
            change: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            availableAfter: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            heldAfter: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            uncollected: string;
            reference: string | null;
            /** @description What a charge, hold, capture or release was for. */
            feature: string | null;
            model: string | null;
            metadata: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            createdAt: string;
        };
        TransactionExplained: components["schemas"]["Transaction"] & {
            /** @description So much of one grant, from one bucket to another. */
            entries: {
                /** Format: uuid */
                grantId: string;
                source: string;
                /** @enum {string} */
                category: "paid" | "promotional";
                /** @description What the grant stands for: an order, a payment. */
                reference: string | null;
                /** @enum {string} */
                from: "issued" | "available" | "held" | "spent" | "expired" | "revoked";
                /** @enum {string} */
                to: "issued" | "available" | "held" | "spent" | "expired" | "revoked";
                /**
                 * @description Credits as a decimal string.
                 * @example 12.5
                 */
                amount: string;
            }[];
            /** @description What a charge or capture was for. */
            usage: {
                feature: string | null;
                model: string | null;
                /** Format: uuid */
                keyId: string | null;
                inputTokens: number;
                cachedInputTokens: number;
                outputTokens: number;
                /**
                 * @description Credits as a decimal string.
                 * @example 12.5
                 */
                refunded: string;
            } | null;
        };
        BalanceAt: {
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            at: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            available: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            held: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            total: string;
        };
        Deduction: {
            /** Format: uuid */
            transactionId: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            amount: string;
            balance: components["schemas"]["Balance"];
            replayed: boolean;
        };
        /** @description The account just after the operation. */
        Balance: {
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            available: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            held: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            debt: string;
        };
        HoldPlaced: {
            hold: {
                /** Format: uuid */
                id: string;
                /**
                 * @description Credits as a decimal string.
                 * @example 12.5
                 */
                amount: string;
                /** @enum {string} */
                status: "open";
                /**
                 * Format: date-time
                 * @example 2026-05-01T12:00:00.000Z
                 */
                expiresAt: string;
            };
            balance: components["schemas"]["Balance"];
        };
        HoldCaptured: {
            /** Format: uuid */
            transactionId: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            captured: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            returned: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            uncollected: string;
            balance: components["schemas"]["Balance"];
            replayed: boolean;
        };
        HoldReleased: {
            /** Format: uuid */
            transactionId: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            returned: string;
            balance: components["schemas"]["Balance"];
            replayed: boolean;
        };
        Granted: {
            /** Format: uuid */
            grantId: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            amount: string;
            balance: components["schemas"]["Balance"];
        };
        Refunded: {
            /** Format: uuid */
            transactionId: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            amount: string;
            balance: components["schemas"]["Balance"];
        };
        Account: {
            /** Format: uuid */
            accountId: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            available: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            held: string;
            /**
             * @description available + held
             * @example 12.5
             */
            total: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            debt: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            granted: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            spent: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            cap: string;
            /** @description In the order in which they burn. */
            grants: components["schemas"]["Grant"][];
            timeZone: string;
            /** @enum {string} */
            status: "active" | "frozen" | "closed";
        };
        UsageReport: {
            /**
             * Format: date
             * @example 2026-05-01
             */
            from: string;
            /**
             * Format: date
             * @example 2026-05-01
             */
            to: string;
            groupBy: ("day" | "model" | "feature" | "key")[];
            /** @example Asia/Shanghai */
            timeZone: string;
            rows: components["schemas"]["UsageRow"][];
            /** @description Of everything in the range, also when rows were left out. */
            totals: {
                requests: number;
                inputTokens: number;
                cachedInputTokens: number;
                outputTokens: number;
                /**
                 * @description Charged, before refunds.
                 * @example 12.5
                 */
                amount: string;
                /**
                 * @description Credits as a decimal string.
                 * @example 12.5
                 */
                refunded: string;
            };
            /** @description True when there are more than 10,000 rows: ask for CSV. */
            truncated: boolean;
        };
        UsageRow: {
            /**
             * Format: date
             * @example 2026-05-01
             */
            day?: string;
            model?: string | null;
            feature?: string | null;
            /** Format: uuid */
            keyId?: string | null;
            keyName?: string | null;
            requests: number;
            inputTokens: number;
            cachedInputTokens: number;
            outputTokens: number;
            /**
             * @description Charged, before refunds.
             * @example 12.5
             */
            amount: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            refunded: string;
        };
        Stats: {
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            available: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            held: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            debt: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            spentToday: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            spentThisMonth: string;
            requestsToday: number;
            requestsThisMonth: number;
            /** @description The last 30 days, oldest first, today included, days without use too. */
            daily: {
                /**
                 * Format: date
                 * @example 2026-05-01
                 */
                day: string;
                /**
                 * @description Credits as a decimal string.
                 * @example 12.5
                 */
                amount: string;
                requests: number;
            }[];
        };
        Checkout: {
            order: components["schemas"]["Order"];
            checkoutUrl: string;
        };
        Order: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "topup";
            /** @enum {string} */
            status: "pending" | "failed" | "cancelled" | "expired" | "paid" | "fulfilled" | "partially_refunded" | "disputed" | "refunded";
            /**
             * @description A decimal string with the currency’s own places.
             * @example 10.00
             */
            amount: string;
            /** @example CNY */
            currency: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            credits: string;
            /** @example mockpay */
            provider: string;
            /** @description Where to pay, while the order is pending. */
            checkoutUrl: string | null;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            expiresAt: string;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            paidAt: string | null;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            fulfilledAt: string | null;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            failedAt: string | null;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            cancelledAt: string | null;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            expiredAt: string | null;
            /**
             * Format: uuid
             * @description The grant, once the credits have arrived.
             */
            transactionId: string | null;
        };
        CreateTopUp: {
            /** @example 10.00 */
            amount: string;
            currency?: string;
            /** @example mockpay */
            provider?: string;
        };
        Receipt: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            status: "open" | "captured" | "released" | "expired" | "charged";
            feature: string | null;
            model: string | null;
            /** Format: uuid */
            keyId: string | null;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            startedAt: string;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            settledAt: string | null;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            held: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            charged: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            returned: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            uncollected: string;
            usage: {
                inputTokens: number;
                cachedInputTokens: number;
                outputTokens: number;
                /** @description Counted here, because the model reported nothing usable. */
                estimated: boolean;
            };
            /** @description Credits per million tokens. */
            price: components["schemas"]["Price"] & ({
                version: string;
            } | null);
            /**
             * @description How the call ended; null while it runs.
             * @example completed
             */
            outcome: string | null;
            fundedBy: {
                /** Format: uuid */
                grantId: string;
                source: string;
                /**
                 * @description Credits as a decimal string.
                 * @example 12.5
                 */
                amount: string;
            }[];
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            balanceAfter: string;
        };
        /** @description Credits per million tokens. */
        Price: {
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            input: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            cachedInput: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            output: string;
        };
        ModelPrices: {
            data: {
                id: string;
                price: components["schemas"]["Price"];
            }[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getConfig: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The public part of the configuration. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicConfig"];
                };
            };
        };
    };
    signUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignUp"];
            };
        };
        responses: {
            /** @description Signed in; the cookie is set. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                            email: string;
                            emailVerified: boolean;
                            image: string | null;
                            /**
                             * Format: date-time
                             * @example 2026-05-01T12:00:00.000Z
                             */
                            createdAt: string;
                            /**
                             * Format: date-time
                             * @example 2026-05-01T12:00:00.000Z
                             */
                            updatedAt: string;
                        };
                    };
                };
            };
            /** @description Refused; `error.code` says why. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description Signed in; the cookie is set. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                            email: string;
                            emailVerified: boolean;
                            image: string | null;
                            /**
                             * Format: date-time
                             * @example 2026-05-01T12:00:00.000Z
                             */
                            createdAt: string;
                            /**
                             * Format: date-time
                             * @example 2026-05-01T12:00:00.000Z
                             */
                            updatedAt: string;
                        };
                    };
                };
            };
            /** @description Refused; `error.code` says why. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePassword"];
            };
        };
        responses: {
            /** @description Changed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                            email: string;
                            emailVerified: boolean;
                            image: string | null;
                            /**
                             * Format: date-time
                             * @example 2026-05-01T12:00:00.000Z
                             */
                            createdAt: string;
                            /**
                             * Format: date-time
                             * @example 2026-05-01T12:00:00.000Z
                             */
                            updatedAt: string;
                        };
                    };
                };
            };
            /** @description Refused; `error.code` says why. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed out. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        success: boolean;
                    };
                };
            };
            /** @description Refused; `error.code` says why. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session; null when nobody is signed in. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        session: {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            userId: string;
                            /** @description Names the session when it is revoked; the cookie is this and a signature. */
                            token: string;
                            ipAddress: string | null;
                            userAgent: string | null;
                            /**
                             * Format: date-time
                             * @example 2026-05-01T12:00:00.000Z
                             */
                            expiresAt: string;
                            /**
                             * Format: date-time
                             * @example 2026-05-01T12:00:00.000Z
                             */
                            createdAt: string;
                            /**
                             * Format: date-time
                             * @example 2026-05-01T12:00:00.000Z
                             */
                            updatedAt: string;
                        };
                        user: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                            email: string;
                            emailVerified: boolean;
                            image: string | null;
                            /**
                             * Format: date-time
                             * @example 2026-05-01T12:00:00.000Z
                             */
                            createdAt: string;
                            /**
                             * Format: date-time
                             * @example 2026-05-01T12:00:00.000Z
                             */
                            updatedAt: string;
                        };
                    } | null;
                };
            };
        };
    };
    listSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Live sessions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: uuid */
                        userId: string;
                        /** @description Names the session when it is revoked; the cookie is this and a signature. */
                        token: string;
                        ipAddress: string | null;
                        userAgent: string | null;
                        /**
                         * Format: date-time
                         * @example 2026-05-01T12:00:00.000Z
                         */
                        expiresAt: string;
                        /**
                         * Format: date-time
                         * @example 2026-05-01T12:00:00.000Z
                         */
                        createdAt: string;
                        /**
                         * Format: date-time
                         * @example 2026-05-01T12:00:00.000Z
                         */
                        updatedAt: string;
                    }[];
                };
            };
            /** @description Refused; `error.code` says why. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    revokeSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description Ended. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        status: true;
                    };
                };
            };
            /** @description Refused; `error.code` says why. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    revokeSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        status: true;
                    };
                };
            };
            /** @description Refused; `error.code` says why. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    revokeOtherSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        status: true;
                    };
                };
            };
            /** @description Refused; `error.code` says why. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    completeSetup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Setup"];
            };
        };
        responses: {
            /** @description Made; sign in with it. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** @enum {string} */
                        role: "root";
                    };
                };
            };
            /** @description Refused; `error.code` says why. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description You. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description Refused; `error.code` says why. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    changeMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    timeZone?: string;
                };
            };
        };
        responses: {
            /** @description You, after the change. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description Refused; `error.code` says why. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listKeys: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ApiKey"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Refused; `error.code` says why. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    createKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** Format: date-time */
                    expiresAt?: string;
                };
            };
        };
        responses: {
            /** @description Made. Keep `key`: it is not shown again. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedApiKey"];
                };
            };
            /** @description Refused; `error.code` says why. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    revokeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked; it works nowhere within a second. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused; `error.code` says why. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getBillingSummary: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BillingSummary"];
                };
            };
            /** @description Refused; `error.code` says why. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listTransactions: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                /** @description Any of grant, hold, capture, release, charge, refund, revoke, expire, with commas. */
                kind?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of transactions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransactionList"];
                };
            };
            /** @description Refused; `error.code` says why. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getTransaction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The transaction. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransactionExplained"];
                };
            };
            /** @description Refused; `error.code` says why. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getBalanceAt: {
        parameters: {
            query: {
                at: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The balance then. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BalanceAt"];
                };
            };
            /** @description Refused; `error.code` says why. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deduct: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and the same request get the same answer again; 1 to 255 visible ASCII characters. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    userId: string;
                    /**
                     * @description Credits as a decimal string, at most six places.
                     * @example 12.5
                     */
                    amount: string;
                    feature?: string;
                    model?: string;
                    /**
                     * @description Why the credits moved.
                     * @default usage
                     * @enum {string}
                     */
                    reason?: "purchase" | "subscription" | "refund" | "manual" | "generation" | "usage" | "invite" | "welcome" | "expiry" | "dispute";
                    metadata?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Taken. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deduction"];
                };
            };
            /** @description Refused; `error.code` says why. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    placeHold: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and the same request get the same answer again; 1 to 255 visible ASCII characters. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    userId: string;
                    /**
                     * @description Credits as a decimal string, at most six places.
                     * @example 12.5
                     */
                    amount: string;
                    feature?: string;
                    model?: string;
                    expiresInSeconds?: number;
                    metadata?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Set aside. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldPlaced"];
                };
            };
            /** @description Refused; `error.code` says why. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    captureHold: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and the same request get the same answer again; 1 to 255 visible ASCII characters. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Credits as a decimal string, at most six places; may be 0.
                     * @example 0
                     */
                    amount: string;
                    /**
                     * @description Above the hold: take what the account has (the default), or never more than the hold.
                     * @enum {string}
                     */
                    overrun?: "available" | "cap";
                    feature?: string;
                    model?: string;
                    metadata?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Charged. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldCaptured"];
                };
            };
            /** @description Refused; `error.code` says why. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    releaseHold: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and the same request get the same answer again; 1 to 255 visible ASCII characters. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Given back. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldReleased"];
                };
            };
            /** @description Refused; `error.code` says why. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    createGrant: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and the same request get the same answer again; 1 to 255 visible ASCII characters. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    userId: string;
                    /**
                     * @description Credits as a decimal string, at most six places.
                     * @example 12.5
                     */
                    amount: string;
                    /**
                     * @default promotional
                     * @enum {string}
                     */
                    category?: "paid" | "promotional";
                    /**
                     * @description Why the credits moved.
                     * @default manual
                     * @enum {string}
                     */
                    reason?: "purchase" | "subscription" | "refund" | "manual" | "generation" | "usage" | "invite" | "welcome" | "expiry" | "dispute";
                    /** Format: date-time */
                    expiresAt?: string;
                    /** @description Lower burns first; 50 by default. */
                    priority?: number;
                    reference?: string;
                    metadata?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Given. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Granted"];
                };
            };
            /** @description Refused; `error.code` says why. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    createRefund: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and the same request get the same answer again; 1 to 255 visible ASCII characters. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    transactionId: string;
                    /**
                     * @description Credits as a decimal string, at most six places.
                     * @example 12.5
                     */
                    amount?: string;
                    /**
                     * @description Why the credits moved.
                     * @default refund
                     * @enum {string}
                     */
                    reason?: "purchase" | "subscription" | "refund" | "manual" | "generation" | "usage" | "invite" | "welcome" | "expiry" | "dispute";
                };
            };
        };
        responses: {
            /** @description Given back. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refunded"];
                };
            };
            /** @description Refused; `error.code` says why. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description Refused; `error.code` says why. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getUsageReport: {
        parameters: {
            query?: {
                /** @description First day; 30 days up to `to` by default. */
                from?: string;
                /** @description Last day, included; today by default. */
                to?: string;
                /** @description Any of day, model, feature, key, in any order, with commas. Rows are sorted in that order. Empty = no groups. */
                groupBy?: string;
                format?: "json" | "csv";
                /** @description With format=csv: one row per usage record; so does an empty groupBy. */
                detail?: "0" | "1";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report; a file with format=csv. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsageReport"];
                    "text/csv": string;
                };
            };
            /** @description Refused; `error.code` says why. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStats: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Stats"];
                };
            };
            /** @description Refused; `error.code` says why. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    createPayment: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateTopUp"];
            };
        };
        responses: {
            /** @description The order and its checkout. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Checkout"];
                };
            };
            /** @description Refused; `error.code` says why. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listOrders: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Order"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Refused; `error.code` says why. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description Refused; `error.code` says why. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    receiveMockpayCallback: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its effect is stored. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        received: true;
                    };
                };
            };
            /** @description Refused; `error.code` says why. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getMockpayOrder: {
        parameters: {
            query: {
                /** @description From the checkout address. */
                t: string;
            };
            header?: never;
            path: {
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        order: components["schemas"]["Order"];
                    };
                };
            };
            /** @description Refused; `error.code` says why. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    decideMockpayOrder: {
        parameters: {
            query: {
                /** @description From the checkout address. */
                t: string;
            };
            header?: never;
            path: {
                orderId: string;
                action: "pay" | "fail" | "cancel";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order after the callback. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "pending" | "failed" | "cancelled" | "expired" | "paid" | "fulfilled" | "partially_refunded" | "disputed" | "refunded";
                    };
                };
            };
            /** @description Refused; `error.code` says why. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getReceipt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The receipt, also while the call still runs. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Refused; `error.code` says why. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Refused; `error.code` says why. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    listModelPrices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Credits per million tokens. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelPrices"];
                };
            };
        };
    };
    createChatCompletion: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    model: string;
                    stream?: boolean;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description The answer, or with `stream: true` its events. The header `x-farebox-receipt` names the receipt. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                    "text/event-stream": string;
                };
            };
            /** @description Refused, in OpenAI’s shape; `error.code` says why. A 402 names `topup_url`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            message: string;
                            type: string;
                            param: string | null;
                            code: string;
                            topup_url?: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            /** @description Refused, in OpenAI’s shape; `error.code` says why. A 402 names `topup_url`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            message: string;
                            type: string;
                            param: string | null;
                            code: string;
                            topup_url?: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            /** @description Refused, in OpenAI’s shape; `error.code` says why. A 402 names `topup_url`. */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            message: string;
                            type: string;
                            param: string | null;
                            code: string;
                            topup_url?: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            /** @description Refused, in OpenAI’s shape; `error.code` says why. A 402 names `topup_url`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            message: string;
                            type: string;
                            param: string | null;
                            code: string;
                            topup_url?: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            /** @description Refused, in OpenAI’s shape; `error.code` says why. A 402 names `topup_url`. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            message: string;
                            type: string;
                            param: string | null;
                            code: string;
                            topup_url?: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            /** @description Refused, in OpenAI’s shape; `error.code` says why. A 402 names `topup_url`. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            message: string;
                            type: string;
                            param: string | null;
                            code: string;
                            topup_url?: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            /** @description Refused, in OpenAI’s shape; `error.code` says why. A 402 names `topup_url`. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            message: string;
                            type: string;
                            param: string | null;
                            code: string;
                            topup_url?: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
    };
    createResponse: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    model: string;
                    stream?: boolean;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description The answer, or with `stream: true` its events. The header `x-farebox-receipt` names the receipt. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                    "text/event-stream": string;
                };
            };
            /** @description Refused, in OpenAI’s shape; `error.code` says why. A 402 names `topup_url`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            message: string;
                            type: string;
                            param: string | null;
                            code: string;
                            topup_url?: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            /** @description Refused, in OpenAI’s shape; `error.code` says why. A 402 names `topup_url`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            message: string;
                            type: string;
                            param: string | null;
                            code: string;
                            topup_url?: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            /** @description Refused, in OpenAI’s shape; `error.code` says why. A 402 names `topup_url`. */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            message: string;
                            type: string;
                            param: string | null;
                            code: string;
                            topup_url?: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            /** @description Refused, in OpenAI’s shape; `error.code` says why. A 402 names `topup_url`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            message: string;
                            type: string;
                            param: string | null;
                            code: string;
                            topup_url?: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            /** @description Refused, in OpenAI’s shape; `error.code` says why. A 402 names `topup_url`. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            message: string;
                            type: string;
                            param: string | null;
                            code: string;
                            topup_url?: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            /** @description Refused, in OpenAI’s shape; `error.code` says why. A 402 names `topup_url`. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            message: string;
                            type: string;
                            param: string | null;
                            code: string;
                            topup_url?: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            /** @description Refused, in OpenAI’s shape; `error.code` says why. A 402 names `topup_url`. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            message: string;
                            type: string;
                            param: string | null;
                            code: string;
                            topup_url?: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
    };
    listModels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Models. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Refused, in OpenAI’s shape; `error.code` says why. A 402 names `topup_url`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: {
                            message: string;
                            type: string;
                            param: string | null;
                            code: string;
                            topup_url?: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
    };
}
