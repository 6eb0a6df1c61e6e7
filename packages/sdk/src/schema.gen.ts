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
        /** Change what an API key may do */
        patch: operations["changeKey"];
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
    "/api/usage/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Metered calls one by one, newest first, or all of them as CSV */
        get: operations["listUsageRecords"];
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
    "/api/admin/usage/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everybody’s use, or one person’s, with cost and margin */
        get: operations["getOperatorUsageReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The months in which my credits moved, newest first */
        get: operations["listStatements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/statements/{month}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A month: opening, what came in, what went out, closing; as JSON, CSV or PDF */
        get: operations["getStatement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users/{userId}/statements/{month}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A month of somebody’s account */
        get: operations["getStatementOfUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{id}/receipt.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The receipt of one of my orders */
        get: operations["getOrderReceipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What every model costs now, who says so, and what comes next */
        get: operations["listPrices"];
        put?: never;
        /** Say what a model costs from now or a later moment on */
        post: operations["setPrice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/prices/{model}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything that was ever said of a model’s price, last said first */
        get: operations["listPriceVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/prices/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a price list would change; with the digest of that answer as `apply`, does it */
        post: operations["importPrices"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/price-groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What groups of people pay of every price */
        get: operations["listPriceGroups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/price-groups/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Make a group, or change what its people pay from now on */
        put: operations["putPriceGroup"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users/{userId}/price-group": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Put a person into a group */
        put: operations["setPriceGroupOfUser"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users/{userId}/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What limits a person, and how much of it is used */
        get: operations["getUserLimits"];
        /** Set what limits a person, in place of what was set before */
        put: operations["setUserLimits"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The plans that are sold, and what they cost */
        get: operations["listPlans"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every plan as it is sold now, retired ones too */
        get: operations["listAllPlans"];
        put?: never;
        /** Add a plan */
        post: operations["createPlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/plans/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change what is sold from now on, or retire it; what was sold stays as it was */
        patch: operations["changePlan"];
        trace?: never;
    };
    "/api/subscription": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My subscription, the ones before it, and what I paid for */
        get: operations["getSubscription"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/subscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everybody’s subscriptions, newest first */
        get: operations["listSubscriptions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/redemption-codes/redeem": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Redeem a code: its credits arrive at once */
        post: operations["redeemCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/discounts/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a discount would make of a purchase */
        post: operations["checkDiscount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/redemption-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Batches of codes with what became of them, newest first */
        get: operations["listRedemptionBatches"];
        put?: never;
        /** Make a batch of codes; with `Accept: text/csv` they come as a file */
        post: operations["createRedemptionCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/redemption-codes/{batchId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A batch and its codes: who redeemed them and when */
        get: operations["listRedemptionCodes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/redemption-codes/{batchId}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make the codes of a batch worthless; what was redeemed stays */
        post: operations["disableRedemptionBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/discounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All discounts, newest first */
        get: operations["listDiscounts"];
        put?: never;
        /** Make a discount */
        post: operations["createDiscount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/discounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One discount */
        get: operations["getDiscount"];
        put?: never;
        post?: never;
        /** Delete a discount that no order was made with */
        delete: operations["deleteDiscount"];
        options?: never;
        head?: never;
        /** Change the terms of a discount for orders from now on */
        patch: operations["changeDiscount"];
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
    "/api/orders/{id}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask the provider what became of one of my orders */
        post: operations["checkOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give up one of my unpaid orders */
        post: operations["cancelOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/payments/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The settings of every payment provider, without their secrets */
        get: operations["listProviderSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/payments/settings/{provider}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change settings of a provider; they hold at once */
        put: operations["changeProviderSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/payments/settings/{provider}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask the provider whether address and keys are right */
        post: operations["testProviderSettings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recharge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My top-ups, newest first, under the names of an older design */
        get: operations["listRecharges"];
        put?: never;
        /** Order credits: the name of an older design for `POST /api/payments/create` */
        post: operations["createRecharge"];
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
    "/api/auto-topup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My automatic top-up: when, how much, with which card */
        get: operations["getAutoTopUp"];
        /** Switch it on or off, and set its terms; what is left out stays */
        put: operations["setAutoTopUp"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auto-topup/card": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Get the address at which to leave a card that may be charged later */
        post: operations["saveAutoTopUpCard"];
        /** Forget the card, here and at the provider; switches it off */
        delete: operations["removeAutoTopUpCard"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/subscription/checkout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Order a plan and get the address at which to pay */
        post: operations["buyPlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/functions/v1/create-checkout-session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Order a plan with Stripe, under the name of an older design */
        post: operations["createCheckoutSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/subscription/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a change of plan costs and brings */
        post: operations["previewPlanChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/subscription/change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change the plan of my subscription, or take a change back */
        post: operations["changeMyPlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/subscription/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** No further period of my subscription */
        post: operations["cancelMySubscription"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/subscription/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take the cancellation back */
        post: operations["resumeMySubscription"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/subscription/portal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A page of the provider’s with my invoices and cards */
        post: operations["openPortal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/subscriptions/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End anybody’s subscription, at the period’s end or now (admin) */
        post: operations["cancelSubscriptionByHand"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/payments/notify/stripe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Where Stripe sends its signed events */
        post: operations["receiveStripeCallback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/functions/v1/stripe-webhook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The same, at the address of an older design */
        post: operations["receiveStripeWebhook"];
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
    "/api/payments/notify/epay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the EPay site tells of payments, in a query */
        get: operations["receiveEPayQuery"];
        put?: never;
        /** Where the EPay site tells of payments, in a form */
        post: operations["receiveEPayForm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/payments/notify/creem": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Where Creem sends its signed callbacks */
        post: operations["receiveCreemCallback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everybody’s orders, newest first */
        get: operations["listAllOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One order with its payments */
        get: operations["getAnyOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/orders/{id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take an order as paid because you say so (root) */
        post: operations["completeOrderByHand"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/orders/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give up an unpaid order (root) */
        post: operations["cancelOrderByHand"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/orders/{id}/reviewed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark an order as looked at (root) */
        post: operations["settleOrderReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/provider-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Callbacks of the providers, newest first */
        get: operations["listProviderEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/provider-events/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One callback as it arrived */
        get: operations["getProviderEvent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/provider-events/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take up a callback again (root) */
        post: operations["replayProviderEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/orders/{id}/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Refunds and disputes of an order */
        get: operations["listRefundsOfOrder"];
        put?: never;
        /** Give money back through the provider, and take the credits (root) */
        post: operations["refundOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/refunds/{id}/settle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say what became of a refund that nobody answered for (root) */
        post: operations["settleRefund"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/orders/{id}/clawback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Whether the credits go with the money, where the policy leaves it to you (root) */
        post: operations["decideClawback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/unmatched-payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Payments that came without an order, newest first */
        get: operations["listUnmatchedPayments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/unmatched-payments/{id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Credit a payment to a person */
        post: operations["assignUnmatchedPayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/unmatched-payments/{id}/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** It is not for us */
        post: operations["dismissUnmatchedPayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/email-aliases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Other addresses by which people pay */
        get: operations["listEmailAliases"];
        put?: never;
        /** Add an address by which a person pays; what waits under it is credited */
        post: operations["createEmailAlias"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/email-aliases/{email}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove an address by which a person pays */
        delete: operations["deleteEmailAlias"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/reconcile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What differs between the providers, the orders and the ledger */
        get: operations["getReconcileReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/reconcile/repair": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put right what can be put right without a person (root) */
        post: operations["repairDifferences"];
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
    "/api/admin/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The upstream channels: health, latency, keys that are set aside; as this process knows them */
        get: operations["listChannels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/channels/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send one small call to a channel; nobody is charged */
        post: operations["testChannel"];
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
    "/v1/responses/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A response of one’s own; free */
        get: operations["getResponse"];
        put?: never;
        post?: never;
        /** Deletes a response; one that still runs is cancelled first */
        delete: operations["deleteResponse"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/responses/{id}/input_items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a response was asked */
        get: operations["listResponseInput"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/responses/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends a response that runs in the background */
        post: operations["cancelResponse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/responses/compact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a conversation shorter */
        post: operations["compactResponse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/responses/input_tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** How many tokens an input has; free */
        post: operations["countResponseInput"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Metered message, as Anthropic’s clients ask for it */
        post: operations["createMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/count_tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** How many tokens a message’s input has; free */
        post: operations["countTokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/embeddings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Metered embeddings */
        post: operations["createEmbedding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/images/generations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Metered images */
        post: operations["createImage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/images/edits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Metered images, made of others */
        post: operations["createImageEdit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audio/speech": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Metered speech; the answer is sound */
        post: operations["createSpeech"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audio/transcriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Metered transcript of sound */
        post: operations["createTranscription"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audio/translations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The same, in English */
        post: operations["createTranslation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moderations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Metered moderation */
        post: operations["createModeration"];
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
            paymentMethods: {
                /** @example epay */
                provider: string;
                /** @example alipay */
                method: string | null;
                label: string | null;
                colour: string | null;
                currencies: string[];
                recurring: boolean;
            }[];
            currencies: {
                [key: string]: {
                    minorUnits: number;
                    /**
                     * @description Credits as a decimal string.
                     * @example 12.5
                     */
                    creditsPerUnit: string;
                    minTopUp: string;
                    maxTopUp: string;
                    quickAmounts: string[];
                };
            };
            /** @description Whether plans may be paid for with credits. */
            balancePaysPlans: boolean;
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
            allowedModels: string[] | null;
            allowedAddresses: string[] | null;
            rpm: number | null;
            tpm: number | null;
            concurrency: number | null;
            spendLimits: {
                day: components["schemas"]["SpendLimit"];
                month: components["schemas"]["SpendLimit"];
                total: components["schemas"]["SpendLimit"];
            };
        };
        SpendLimit: {
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            limit: string;
            /**
             * @description Spent in the running period, and set aside for calls under way.
             * @example 12.5
             */
            used: string;
            /**
             * Format: date-time
             * @description When the period ends; null = never.
             * @example 2026-05-01T12:00:00.000Z
             */
            resetsAt: string | null;
        } | null;
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
        UsageRecordList: {
            data: components["schemas"]["UsageRecord"][];
            nextCursor: string | null;
        };
        UsageRecord: {
            /** Format: uuid */
            transactionId: string;
            /**
             * Format: uuid
             * @description For `GET /api/receipts/{id}`; what `x-farebox-receipt` said.
             */
            receiptId: string;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            occurredAt: string;
            /**
             * Format: date
             * @example 2026-05-01
             */
            day: string;
            model: string | null;
            feature: string | null;
            /** Format: uuid */
            keyId: string | null;
            keyName: string | null;
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
        OperatorUsageReport: {
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
            /** Format: uuid */
            userId: string | null;
            groupBy: ("day" | "model" | "feature" | "user")[];
            rows: components["schemas"]["OperatorUsageRow"][];
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
                /**
                 * @description What the operator pays upstream, where it is known.
                 * @example 12.5
                 */
                cost: string;
                /**
                 * @description Charged less refunded less cost; negative at a loss.
                 * @example 12.5
                 */
                margin: string;
                /** @description How many of the requests have a known cost. */
                costedRequests: number;
            };
            /** @description True when there are more than 10,000 rows. */
            truncated: boolean;
        };
        OperatorUsageRow: {
            /**
             * Format: date
             * @example 2026-05-01
             */
            day?: string;
            model?: string | null;
            feature?: string | null;
            /** Format: uuid */
            userId?: string;
            /** @description Null for one who is gone. */
            email?: string | null;
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
            /**
             * @description What the operator pays upstream, where it is known.
             * @example 12.5
             */
            cost: string;
            /**
             * @description Charged less refunded less cost; negative at a loss.
             * @example 12.5
             */
            margin: string;
            /** @description How many of the requests have a known cost. */
            costedRequests: number;
        };
        StatementMonth: {
            /** @example 2026-05 */
            month: string;
            movements: number;
            /** @description False while the month runs. */
            complete: boolean;
        };
        Statement: {
            /** @example 2026-05 */
            month: string;
            /** @example Asia/Shanghai */
            timeZone: string;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            from: string;
            /**
             * Format: date-time
             * @description The next month’s first moment.
             * @example 2026-05-01T12:00:00.000Z
             */
            to: string;
            /**
             * Format: date-time
             * @description Now while the month runs, else just before `to`.
             * @example 2026-05-01T12:00:00.000Z
             */
            asOf: string;
            complete: boolean;
            opening: components["schemas"]["StatementBalance"];
            /**
             * @description Credits with a sign: what went out is negative.
             * @example -12.5
             */
            in: string;
            /**
             * @description Credits with a sign: what went out is negative.
             * @example -12.5
             */
            out: string;
            closing: components["schemas"]["StatementBalance"];
            /**
             * @description Credits with a sign: what went out is negative.
             * @example -12.5
             */
            debtAdded: string;
            /**
             * @description Credits with a sign: what went out is negative.
             * @example -12.5
             */
            debtPaid: string;
            totals: {
                purchases: components["schemas"]["StatementTotal"];
                subscriptions: components["schemas"]["StatementTotal"];
                promotional: components["schemas"]["StatementTotal"];
                restored: components["schemas"]["StatementTotal"];
                other: components["schemas"]["StatementTotal"];
                refunds: components["schemas"]["StatementTotal"];
                usage: components["schemas"]["StatementTotal"];
                expired: components["schemas"]["StatementTotal"];
                revoked: components["schemas"]["StatementTotal"];
                debtPaid: components["schemas"]["StatementTotal"];
            };
            /** @description How many there are in all. */
            movements: number;
            /** @description One page of them, oldest first. */
            data: components["schemas"]["StatementMovement"][];
            nextCursor: string | null;
        };
        StatementBalance: {
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
             * @description available + held: what the movements change.
             * @example 12.5
             */
            total: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            debt: string;
        };
        StatementTotal: {
            movements: number;
            /**
             * @description Credits with a sign: what went out is negative.
             * @example -12.5
             */
            change: string;
        };
        StatementMovement: {
            number: number;
            /** Format: uuid */
            id: string;
            /**
             * Format: date-time
             * @description When it counts from; what time brought may have been written later.
             * @example 2026-05-01T12:00:00.000Z
             */
            at: string;
            /** @enum {string} */
            kind: "grant" | "capture" | "release" | "charge" | "refund" | "revoke" | "expire";
            reason: string;
            /** @description The order, receipt or transaction it is about. */
            reference: string | null;
            feature: string | null;
            model: string | null;
            /**
             * @description Credits with a sign: what went out is negative.
             * @example -12.5
             */
            change: string;
            /**
             * @description Credits with a sign: what went out is negative.
             * @example -12.5
             */
            debtChange: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            balanceAfter: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            debtAfter: string;
        };
        PriceListing: {
            model: string;
            /** @enum {string} */
            source: "config" | "database" | "none";
            /** @description The gateway has a model of this name. */
            configured: boolean;
            price: components["schemas"]["PriceFigures"];
            cost: components["schemas"]["PriceFigures"];
            /** @description Names exactly the figures of `price`. */
            version: string | null;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            validFrom: string | null;
            next: components["schemas"]["PriceVersion"];
        };
        /** @description Decimal credits: for a million tokens or characters, for each request, second, image or tool call. `tiers` multiply. */
        PriceFigures: {
            input?: string;
            cachedInput?: string;
            cacheWrite?: string;
            cacheWrite1h?: string;
            audioInput?: string;
            imageInput?: string;
            output?: string;
            audioOutput?: string;
            imageOutput?: string;
            characters?: string;
            request?: string;
            second?: string;
            images?: {
                [key: string]: string;
            };
            toolCalls?: {
                [key: string]: string;
            };
            tiers?: {
                [key: string]: string;
            };
        } | null;
        PriceVersion: {
            /** Format: uuid */
            id: string;
            model: string;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            validFrom: string;
            price: components["schemas"]["PriceFigures"];
            cost: components["schemas"]["PriceFigures"];
            /** @description Names exactly the figures of `price`. */
            version: string | null;
        } | null;
        PriceHistoryRow: components["schemas"]["PriceVersion"] & {
            note: string;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            createdAt: string;
            /** Format: uuid */
            createdBy: string | null;
        };
        PriceImport: {
            applied: boolean;
            digest: string;
            changes: {
                line: number;
                model: string;
                /** @enum {string} */
                change: "new" | "changed" | "same";
                price: components["schemas"]["PriceFigures"];
                cost: components["schemas"]["PriceFigures"];
                /** @description Names exactly the figures of `price`. */
                version: string | null;
                before: {
                    price: components["schemas"]["PriceFigures"];
                    cost: components["schemas"]["PriceFigures"];
                    /** @description Names exactly the figures of `price`. */
                    version: string | null;
                } | null;
                warnings: string[];
            }[];
            /** @description Models of ours that the list does not have. */
            missing: string[];
        };
        PriceGroup: {
            id: string;
            multiplier: string;
            description: string;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            updatedAt: string;
        };
        UserLimits: {
            rpm: number | "unlimited" | null;
            tpm: number | "unlimited" | null;
            concurrency: number | "unlimited" | null;
            spendLimits: {
                day: {
                    /**
                     * @description Credits as a decimal string.
                     * @example 12.5
                     */
                    limit: string;
                    /**
                     * @description Credits as a decimal string.
                     * @example 12.5
                     */
                    used: string;
                    /**
                     * Format: date-time
                     * @example 2026-05-01T12:00:00.000Z
                     */
                    resetsAt: string | null;
                } | null;
                month: {
                    /**
                     * @description Credits as a decimal string.
                     * @example 12.5
                     */
                    limit: string;
                    /**
                     * @description Credits as a decimal string.
                     * @example 12.5
                     */
                    used: string;
                    /**
                     * Format: date-time
                     * @example 2026-05-01T12:00:00.000Z
                     */
                    resetsAt: string | null;
                } | null;
                total: {
                    /**
                     * @description Credits as a decimal string.
                     * @example 12.5
                     */
                    limit: string;
                    /**
                     * @description Credits as a decimal string.
                     * @example 12.5
                     */
                    used: string;
                    /**
                     * Format: date-time
                     * @example 2026-05-01T12:00:00.000Z
                     */
                    resetsAt: string | null;
                } | null;
            };
            models: {
                [key: string]: {
                    rpm: number | "unlimited" | null;
                    tpm: number | "unlimited" | null;
                    concurrency: number | "unlimited" | null;
                    spendLimits: {
                        day: {
                            /**
                             * @description Credits as a decimal string.
                             * @example 12.5
                             */
                            limit: string;
                            /**
                             * @description Credits as a decimal string.
                             * @example 12.5
                             */
                            used: string;
                            /**
                             * Format: date-time
                             * @example 2026-05-01T12:00:00.000Z
                             */
                            resetsAt: string | null;
                        } | null;
                        month: {
                            /**
                             * @description Credits as a decimal string.
                             * @example 12.5
                             */
                            limit: string;
                            /**
                             * @description Credits as a decimal string.
                             * @example 12.5
                             */
                            used: string;
                            /**
                             * Format: date-time
                             * @example 2026-05-01T12:00:00.000Z
                             */
                            resetsAt: string | null;
                        } | null;
                        total: {
                            /**
                             * @description Credits as a decimal string.
                             * @example 12.5
                             */
                            limit: string;
                            /**
                             * @description Credits as a decimal string.
                             * @example 12.5
                             */
                            used: string;
                            /**
                             * Format: date-time
                             * @example 2026-05-01T12:00:00.000Z
                             */
                            resetsAt: string | null;
                        } | null;
                    };
                };
            };
            /** @description What the configuration says, where nothing is set here. */
            defaults: {
                user: {
                    rpm: number | null;
                    tpm: number | null;
                    concurrency: number | null;
                };
                models: {
                    [key: string]: {
                        rpm: number | null;
                        tpm: number | null;
                        concurrency: number | null;
                    };
                };
            };
        };
        Plan: {
            /** @example basic */
            id: string;
            name: string;
            description: string;
            version: number;
            /** Format: uuid */
            versionId: string;
            /** @enum {string} */
            interval: "once" | "month" | "year";
            /**
             * @description Of one grant: one for each period, or for each month of it.
             * @example 12.5
             */
            grantAmount: string;
            /** @enum {string} */
            grantEvery: "period" | "month";
            /**
             * @description Credits that come anew each day, and end with it.
             * @example 12.5
             */
            dailyLimit: string | null;
            rollover: boolean;
            level: number;
            prices: {
                [key: string]: {
                    /**
                     * @description A decimal string with the currency’s own places.
                     * @example 30.00
                     */
                    amount: string;
                };
            };
        };
        AdminPlan: {
            /** @example basic */
            id: string;
            name: string;
            description: string;
            version: number;
            /** Format: uuid */
            versionId: string;
            /** @enum {string} */
            interval: "once" | "month" | "year";
            /**
             * @description Of one grant: one for each period, or for each month of it.
             * @example 12.5
             */
            grantAmount: string;
            /** @enum {string} */
            grantEvery: "period" | "month";
            /**
             * @description Credits that come anew each day, and end with it.
             * @example 12.5
             */
            dailyLimit: string | null;
            rollover: boolean;
            level: number;
            position: number;
            active: boolean;
            prices: {
                [key: string]: {
                    /**
                     * @description A decimal string with the currency’s own places.
                     * @example 30.00
                     */
                    amount: string;
                    stripePrice: string | null;
                    creemProduct: string | null;
                };
            };
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
        CreatePlan: {
            name: string;
            /** @enum {string} */
            interval: "once" | "month" | "year";
            /**
             * @description Credits as a decimal string, at most six places; may be 0.
             * @example 0
             */
            grantAmount: string;
            /** @default  */
            description: string;
            /** @default 0 */
            position: number;
            /** @default true */
            active: boolean;
            /**
             * @default period
             * @enum {string}
             */
            grantEvery: "period" | "month";
            /**
             * @description Credits as a decimal string, at most six places.
             * @example 12.5
             */
            dailyLimit?: string;
            /** @default false */
            rollover: boolean;
            /** @default 0 */
            level: number;
            prices: {
                [key: string]: {
                    /** @example 30.00 */
                    amount: string;
                    stripePrice?: string | null;
                    creemProduct?: string | null;
                };
            };
            /** @example basic */
            id: string;
        };
        ChangePlan: {
            name?: string;
            /** @enum {string} */
            interval?: "once" | "month" | "year";
            /**
             * @description Credits as a decimal string, at most six places; may be 0.
             * @example 0
             */
            grantAmount?: string;
            description?: string;
            position?: number;
            active?: boolean;
            /** @enum {string} */
            grantEvery?: "period" | "month";
            /**
             * @description Credits as a decimal string, at most six places.
             * @example 12.5
             */
            dailyLimit?: string;
            rollover?: boolean;
            level?: number;
            prices?: {
                [key: string]: {
                    /** @example 30.00 */
                    amount: string;
                    stripePrice?: string | null;
                    creemProduct?: string | null;
                };
            };
            expectedVersion?: number;
        };
        SubscriptionOverview: {
            subscription: components["schemas"]["CurrentSubscription"];
            /** @description All the others, newest first, 100 at most. */
            history: components["schemas"]["Subscription"][];
            /** @description The last 24 that were paid for, newest first. */
            periods: components["schemas"]["SubscriptionPeriod"][];
        };
        CurrentSubscription: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            status: "pending" | "trialing" | "active" | "past_due" | "unpaid" | "paused" | "cancelled" | "expired";
            /** @example stripe */
            provider: string;
            /** @description Renews without its owner; otherwise the next period is paid by hand. */
            automatic: boolean;
            plan: components["schemas"]["SoldPlan"];
            nextPlan: components["schemas"]["SoldPlan"] & unknown;
            cancelAtPeriodEnd: boolean;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            cancelAt: string | null;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            startedAt: string | null;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            currentPeriodStart: string | null;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            currentPeriodEnd: string | null;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            paidUntil: string | null;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            cancelledAt: string | null;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            endedAt: string | null;
            /** @description Another one was paid for later, and is in force. */
            superseded: boolean;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            createdAt: string;
            nextPayment: {
                /**
                 * Format: date-time
                 * @example 2026-05-01T12:00:00.000Z
                 */
                at: string;
                /**
                 * @description A decimal string with the currency’s own places.
                 * @example 30.00
                 */
                amount: string | null;
                currency: string | null;
            } | null;
            credits: {
                /**
                 * @description That this period has brought so far.
                 * @example 12.5
                 */
                granted: string;
                /**
                 * @description Credits as a decimal string.
                 * @example 12.5
                 */
                left: string;
                /**
                 * @description That it will still bring.
                 * @example 12.5
                 */
                toCome: string;
            };
        } | null;
        SoldPlan: {
            /** @example basic */
            id: string;
            name: string;
            version: number;
            /** Format: uuid */
            versionId: string;
            /** @enum {string} */
            interval: "once" | "month" | "year";
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            grantAmount: string;
            /** @enum {string} */
            grantEvery: "period" | "month";
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            dailyLimit: string | null;
            rollover: boolean;
            level: number;
            /** @description In the currency it is paid in. */
            price: {
                /**
                 * @description A decimal string with the currency’s own places.
                 * @example 30.00
                 */
                amount: string;
                /** @example CNY */
                currency: string;
            } | null;
        } | null;
        Subscription: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            status: "pending" | "trialing" | "active" | "past_due" | "unpaid" | "paused" | "cancelled" | "expired";
            /** @example stripe */
            provider: string;
            /** @description Renews without its owner; otherwise the next period is paid by hand. */
            automatic: boolean;
            plan: components["schemas"]["SoldPlan"];
            nextPlan: components["schemas"]["SoldPlan"] & unknown;
            cancelAtPeriodEnd: boolean;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            cancelAt: string | null;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            startedAt: string | null;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            currentPeriodStart: string | null;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            currentPeriodEnd: string | null;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            paidUntil: string | null;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            cancelledAt: string | null;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            endedAt: string | null;
            /** @description Another one was paid for later, and is in force. */
            superseded: boolean;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            createdAt: string;
        };
        SubscriptionPeriod: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            subscriptionId: string;
            /** Format: uuid */
            orderId: string;
            /** @enum {string} */
            kind: "first" | "renewal" | "upgrade";
            plan: {
                id: string;
                name: string;
                /** Format: uuid */
                versionId: string;
            };
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            startsAt: string;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            endsAt: string | null;
            /**
             * @description All that it brings.
             * @example 12.5
             */
            credits: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            granted: string;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            cancelledAt: string | null;
        };
        AdminSubscription: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            status: "pending" | "trialing" | "active" | "past_due" | "unpaid" | "paused" | "cancelled" | "expired";
            /** @example stripe */
            provider: string;
            /** @description Renews without its owner; otherwise the next period is paid by hand. */
            automatic: boolean;
            plan: components["schemas"]["SoldPlan"];
            nextPlan: components["schemas"]["SoldPlan"] & unknown;
            cancelAtPeriodEnd: boolean;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            cancelAt: string | null;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            startedAt: string | null;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            currentPeriodStart: string | null;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            currentPeriodEnd: string | null;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            paidUntil: string | null;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            cancelledAt: string | null;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            endedAt: string | null;
            /** @description Another one was paid for later, and is in force. */
            superseded: boolean;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            createdAt: string;
            /** Format: uuid */
            userId: string;
        };
        RedeemedCode: {
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            credits: string;
            /** Format: uuid */
            grantId: string;
            /**
             * Format: date-time
             * @description When what is left of these credits goes.
             * @example 2026-05-01T12:00:00.000Z
             */
            expiresAt: string | null;
            balance: {
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
        };
        RedeemCode: {
            /**
             * @description In any case, with or without spaces and dashes.
             * @example 7KQ2-M4XT-90AB-CDEF
             */
            code: string;
        };
        CheckedDiscount: {
            code: string;
            currency: string;
            /**
             * @description Without the discount.
             * @example 10.00
             */
            price: string;
            /**
             * @description A decimal string.
             * @example 10.00
             */
            discount: string;
            /**
             * @description May be 0: then nothing is paid.
             * @example 10.00
             */
            toPay: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            credits: string;
            /**
             * @description Of these, what the discount adds.
             * @example 12.5
             */
            bonusCredits: string;
        };
        CheckDiscount: {
            code: string;
            /** @enum {string} */
            kind: "topup" | "plan";
            /**
             * @description Of a top-up.
             * @example 10.00
             */
            amount?: string;
            /** @description Of a plan. */
            planId?: string;
            currency?: string;
        };
        CreatedRedemptionBatch: {
            batch: components["schemas"]["RedemptionBatch"];
            /**
             * @description Shown here and never again.
             * @example [
             *       "7KQ2-M4XT-90AB-CDEF"
             *     ]
             */
            codes: string[];
        };
        RedemptionBatch: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @enum {string} */
            state: "open" | "expired" | "disabled";
            /** @description Codes of the batch. */
            count: number;
            /** @description Codes with no use left. */
            usedUp: number;
            /** @description Redemptions of all its codes. */
            redeemed: number;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            credits: string;
            /** @enum {string} */
            category: "paid" | "promotional";
            creditsExpireDays: number | null;
            maxUsesPerCode: number;
            maxPerUser: number;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            expiresAt: string | null;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            disabledAt: string | null;
            /** Format: uuid */
            createdBy: string | null;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            createdAt: string;
        };
        NewRedemptionBatch: {
            /** @example Spring fair */
            name: string;
            count: number;
            /**
             * @description Credits as a decimal string, at most six places.
             * @example 12.5
             */
            credits: string;
            /**
             * @description `paid`: codes that were sold. They are credited above the balance cap, promotional ones are not.
             * @default promotional
             * @enum {string}
             */
            category: "paid" | "promotional";
            /**
             * @description Days from its redemption until what is left of the credits goes; null: never.
             * @default null
             */
            creditsExpireDays: number | null;
            /** @default 1 */
            maxUsesPerCode: number;
            /**
             * @description Codes of the batch that one person may redeem. One code never twice.
             * @default 1
             */
            maxPerUser: number;
            /** Format: date-time */
            expiresAt?: string;
        };
        RedemptionCode: {
            /** Format: uuid */
            id: string;
            /** @example CDEF */
            endsIn: string;
            /** @enum {string} */
            state: "unused" | "partly_used" | "used" | "expired" | "disabled";
            uses: number;
            maxUses: number;
            /** @description The last twenty, newest first. */
            redemptions: {
                /** Format: uuid */
                id: string;
                /** Format: uuid */
                userId: string;
                email: string | null;
                /**
                 * Format: date-time
                 * @example 2026-05-01T12:00:00.000Z
                 */
                at: string;
            }[];
        };
        Discount: {
            /** Format: uuid */
            id: string;
            code: string;
            /** @enum {string} */
            kind: "percent" | "amount" | "bonus";
            /**
             * @description Two decimals at most.
             * @example 12.5
             */
            percent: string | null;
            /**
             * @description A decimal string.
             * @example 10.00
             */
            amount: string | null;
            currency: string | null;
            /**
             * @description A decimal string.
             * @example 10.00
             */
            minAmount: string | null;
            /** @enum {string} */
            appliesTo: "topup" | "plan" | "all";
            planIds: string[] | null;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            startsAt: string | null;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            endsAt: string | null;
            maxUses: number | null;
            maxUsesPerUser: number | null;
            firstPurchaseOnly: boolean;
            active: boolean;
            /** @description Orders with it that are open or paid. */
            uses: number;
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
        NewDiscount: {
            /** @example SPRING-20 */
            code: string;
            /**
             * @description `percent` and `amount` are off the price; `bonus` is percent more credits for the same price.
             * @enum {string}
             */
            kind: "percent" | "amount" | "bonus";
            currency?: string | null;
            /**
             * @description Two decimals at most.
             * @example 12.5
             */
            percent?: string;
            /**
             * @description A decimal string.
             * @example 10.00
             */
            amount?: string;
            /**
             * @description A decimal string.
             * @example 10.00
             */
            minAmount?: string | null;
            /** @enum {string} */
            appliesTo?: "topup" | "plan" | "all";
            planIds?: string[] | null;
            /** Format: date-time */
            startsAt?: string;
            /** Format: date-time */
            endsAt?: string;
            maxUses?: number | null;
            maxUsesPerUser?: number | null;
            firstPurchaseOnly?: boolean;
            active?: boolean;
            reason?: string;
        };
        ChangeDiscount: {
            /**
             * @description Two decimals at most.
             * @example 12.5
             */
            percent?: string;
            /**
             * @description A decimal string.
             * @example 10.00
             */
            amount?: string;
            /**
             * @description A decimal string.
             * @example 10.00
             */
            minAmount?: string | null;
            /** @enum {string} */
            appliesTo?: "topup" | "plan" | "all";
            planIds?: string[] | null;
            /** Format: date-time */
            startsAt?: string;
            /** Format: date-time */
            endsAt?: string;
            maxUses?: number | null;
            maxUsesPerUser?: number | null;
            firstPurchaseOnly?: boolean;
            active?: boolean;
            reason?: string;
        };
        Checkout: {
            order: components["schemas"]["Order"];
            checkoutUrl: string;
        };
        Order: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "topup" | "auto_topup" | "plan" | "subscription" | "renewal" | "upgrade" | "unmatched";
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
             * @description What a discount took off; already taken off the amount.
             * @example 10.00
             */
            discount: string;
            /**
             * @description Of the amount, what went back.
             * @example 10.00
             */
            refunded: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            credits: string;
            /**
             * @description What was bought.
             * @example 1000 credits
             */
            title: string;
            /** @example mockpay */
            provider: string;
            /** @example alipay */
            method: string | null;
            planId: string | null;
            /** Format: uuid */
            subscriptionId: string | null;
            /** @description Where to pay, while the order is pending. */
            checkoutUrl: string | null;
            /** @description How to pay, while the order is pending. */
            checkout: {
                /** @enum {string} */
                kind: "redirect";
                url: string;
            } | {
                /** @enum {string} */
                kind: "form";
                url: string;
                fields: {
                    [key: string]: string;
                };
            } | {
                /** @enum {string} */
                kind: "qr";
                text: string;
            } | null;
            /** @description A person at the operator has to look at it. */
            needsReview: boolean;
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
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            partiallyRefundedAt: string | null;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            refundedAt: string | null;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            disputedAt: string | null;
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
            /** @example alipay */
            method?: string;
            /** @example SPRING10 */
            discountCode?: string;
        };
        ProviderSettings: {
            /**
             * @example stripe
             * @enum {string}
             */
            name: "stripe" | "epay" | "creem" | "mockpay";
            /** @description To be sent back with a change; 0 = never changed here. */
            version: number;
            /** @enum {string} */
            state: "off" | "incomplete" | "ready";
            /** @description Whether real money moves, as far as the keys tell. */
            livemode: boolean | null;
            problems: {
                field: string;
                message: string;
            }[];
            fields: {
                [key: string]: {
                    /**
                     * @description Who says it: each overrides the one before.
                     * @enum {string}
                     */
                    source: "default" | "config" | "environment" | "database";
                    set: boolean;
                    /** @description The last four characters; null for a short one. */
                    endsIn: string | null;
                } | {
                    /**
                     * @description Who says it: each overrides the one before.
                     * @enum {string}
                     */
                    source: "default" | "config" | "environment" | "database";
                    /** @description Null when nobody says anything. */
                    value?: unknown;
                };
            };
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            updatedAt: string | null;
            /** Format: uuid */
            updatedBy: string | null;
        };
        ChangeProviderSettings: {
            expectedVersion: number;
            /**
             * @description Field → its value. A field that is left out stays as it is; null gives it back to config.yaml.
             * @example {
             *       "enabled": true,
             *       "secretKey": "sk_test_…"
             *     }
             */
            values: {
                [key: string]: unknown;
            };
            reason?: string;
        };
        ConnectionTest: {
            ok: boolean;
            message: string;
            details: {
                baseUrl: string | null;
                livemode: boolean | null;
                problems: {
                    field: string;
                    message: string;
                }[];
            };
        };
        TestProviderSettings: {
            /**
             * @description Tried without being kept.
             * @default {}
             * @example {
             *       "enabled": true,
             *       "secretKey": "sk_test_…"
             *     }
             */
            values: {
                [key: string]: unknown;
            };
        };
        Recharge: {
            record: components["schemas"]["RechargeRecord"];
            /** @description Where to pay. */
            payment_url: string;
        };
        RechargeRecord: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            user_id: string;
            /** @example 10.00 */
            amount: string;
            /** @example CNY */
            currency: string;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            credits: string;
            /** @enum {string} */
            status: "pending" | "failed" | "cancelled" | "expired" | "paid" | "fulfilled" | "partially_refunded" | "disputed" | "refunded";
            /** @example alipay */
            payment_method: string;
            /** @example epay */
            provider: string;
            payment_id: string | null;
            /** Format: uuid */
            transaction_id: string | null;
            refunded_amount: string;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            updated_at: string;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            expires_at: string;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            paid_at: string | null;
            /**
             * Format: date-time
             * @description When the credits arrived.
             * @example 2026-05-01T12:00:00.000Z
             */
            completed_at: string | null;
        };
        CreateRecharge: {
            /**
             * @description A decimal string, or a number.
             * @example 10.00
             */
            amount: string;
            currency?: string;
            /** @description A provider (`stripe`), or a way of paying that one of them offers (`alipay`, `wechat`). */
            payment_method?: string;
            provider?: string;
            method?: string;
            /** @description Refuse what is not one of the quick amounts. */
            quick?: boolean;
        };
        AutoTopUp: {
            /** @description Whether a way of paying that keeps cards is offered. */
            offered: boolean;
            enabled: boolean;
            /**
             * @description Credits as a decimal string.
             * @example 12.5
             */
            threshold: string | null;
            /** @example 10.00 */
            amount: string | null;
            /** @example USD */
            currency: string | null;
            maxPerMonth: number;
            usedThisMonth: number;
            /** @enum {string} */
            state: "no_card" | "ready" | "failing" | "stopped";
            card: {
                brand: string | null;
                last4: string | null;
            } | null;
            /** @description Declines in a row. */
            failures: number;
            /** @example insufficient_funds */
            lastError: string | null;
            /**
             * Format: date-time
             * @description After a decline: when it is tried again.
             * @example 2026-05-01T12:00:00.000Z
             */
            nextTryAt: string | null;
            /**
             * Format: uuid
             * @description Its last order.
             */
            orderId: string | null;
            /** @description Whether what became of that order is still to be found out. */
            underWay: boolean;
        };
        SetAutoTopUp: {
            enabled: boolean;
            /**
             * @description Credits as a decimal string, at most six places.
             * @example 12.5
             */
            threshold?: string;
            /** @example 10.00 */
            amount?: string;
            currency?: string;
            maxPerMonth?: number;
        };
        SaveCard: {
            url: string;
        };
        BuyPlan: {
            /** @example basic */
            planId: string;
            currency?: string;
            /**
             * @description `balance` pays with credits.
             * @example stripe
             */
            provider?: string;
            /** @example alipay */
            method?: string;
            /** @example SPRING10 */
            discountCode?: string;
        };
        PlanChangePreview: {
            /**
             * @description `upgrade`: at once; `downgrade`: with the next period; `withdrawn`: a change to come is taken back.
             * @enum {string}
             */
            kind: "upgrade" | "downgrade" | "withdrawn";
            /** @example basic */
            planId: string;
            /**
             * @description To pay now.
             * @example 12.34
             */
            amount: string;
            currency: string;
            /**
             * @description That the rest of the period brings on top.
             * @example 12.5
             */
            credits: string;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            effectiveAt: string;
            /**
             * Format: date-time
             * @description Of what is paid now; null when nothing is.
             * @example 2026-05-01T12:00:00.000Z
             */
            endsAt: string | null;
        };
        AskChange: {
            /** @example basic */
            planId: string;
            currency?: string;
        };
        PlanChange: {
            /**
             * @description `upgrade`: at once; `downgrade`: with the next period; `withdrawn`: a change to come is taken back.
             * @enum {string}
             */
            kind: "upgrade" | "downgrade" | "withdrawn";
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            effectiveAt: string;
            order: components["schemas"]["Order"] & (Record<string, never> | null);
            checkoutUrl: string | null;
        };
        CancelSubscription: {
            reason: string;
            /**
             * @description At once, not at the end of the period.
             * @default false
             */
            now: boolean;
        };
        AdminOrder: components["schemas"]["Order"] & {
            /** Format: uuid */
            userId: string;
            email: string;
            providerReference: string | null;
            /**
             * @description Why a person has to look at it.
             * @example amount_mismatch
             */
            review: string | null;
        };
        AdminOrderStory: components["schemas"]["AdminOrder"] & {
            payments: {
                /** Format: uuid */
                id: string;
                providerPaymentId: string;
                chargeId: string | null;
                status: string;
                amount: string;
                currency: string;
                /**
                 * Format: date-time
                 * @example 2026-05-01T12:00:00.000Z
                 */
                createdAt: string;
            }[];
        };
        Reason: {
            /** @example Bank transfer seen on 12 May */
            reason: string;
        };
        ProviderEvent: {
            /** Format: uuid */
            id: string;
            provider: string;
            eventId: string | null;
            type: string | null;
            /** @enum {string} */
            state: "received" | "waiting" | "processed" | "ignored" | "rejected" | "failed";
            signatureOk: boolean;
            attempts: number;
            /** @description Why it failed, waits, was refused or changed nothing. */
            note: string | null;
            /** Format: uuid */
            orderId: string | null;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            receivedAt: string;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            processedAt: string | null;
            /**
             * Format: date-time
             * @description When it is taken up again by itself.
             * @example 2026-05-01T12:00:00.000Z
             */
            retryAt: string | null;
        };
        ProviderEventWhole: components["schemas"]["ProviderEvent"] & {
            headers: {
                [key: string]: string;
            };
            /** @description As it arrived. */
            body: string;
        };
        MoneyBack: {
            refunds: components["schemas"]["Refund"][];
            disputes: components["schemas"]["Dispute"][];
        };
        Refund: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            orderId: string;
            providerRefundId: string | null;
            /** @enum {string} */
            status: "requested" | "unknown" | "pending" | "succeeded" | "failed";
            /** @enum {string} */
            clawback: "due" | "undecided" | "waived";
            amount: string;
            currency: string;
            reason: string | null;
            failure: string | null;
            /** Format: uuid */
            requestedBy: string | null;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            createdAt: string;
        };
        Dispute: {
            /** Format: uuid */
            id: string;
            providerDisputeId: string;
            /** @enum {string} */
            status: "open" | "won" | "lost" | "closed";
            /** @enum {string} */
            clawback: "due" | "undecided" | "waived";
            amount: string;
            currency: string;
            reason: string | null;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            createdAt: string;
        };
        RefundOrder: {
            /**
             * @description All that remains when not said.
             * @example 5.00
             */
            amount?: string;
            /** @example Bought by mistake */
            reason: string;
        };
        SettleRefund: {
            /** @enum {string} */
            outcome: "succeeded" | "failed";
            /** @example Bought by mistake */
            reason: string;
        };
        DecideClawback: {
            /** @enum {string} */
            credits: "take" | "leave";
            /** @example Bought by mistake */
            reason: string;
        };
        UnmatchedPayment: {
            /** Format: uuid */
            id: string;
            provider: string;
            providerPaymentId: string;
            email: string | null;
            amount: string;
            currency: string;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            paidAt: string | null;
            /** @enum {string} */
            status: "waiting" | "assigned" | "dismissed";
            note: string | null;
            /** @enum {string|null} */
            matchedBy: "customer" | "email" | "alias" | "person" | null;
            /** Format: uuid */
            userId: string | null;
            /** Format: uuid */
            orderId: string | null;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            createdAt: string;
        };
        AssignPayment: {
            /** Format: uuid */
            userId?: string;
            /**
             * Format: email
             * @description Instead of the id: by which the person signs in.
             */
            userEmail?: string;
            /** @example Paid from the company address */
            reason: string;
        };
        DismissPayment: {
            /** @example Paid from the company address */
            reason: string;
        };
        EmailAlias: {
            email: string;
            /** Format: uuid */
            userId: string;
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            createdAt: string;
        };
        CreateEmailAlias: {
            /** Format: email */
            email: string;
            /** Format: uuid */
            userId?: string;
            /**
             * Format: email
             * @description Instead of the id: by which the person signs in.
             */
            userEmail?: string;
            /** @example Paid from the company address */
            reason: string;
        };
        ReconcileReport: {
            /**
             * Format: date-time
             * @example 2026-05-01T12:00:00.000Z
             */
            since: string;
            providers: {
                name: string;
                payments: number;
                /** @enum {string} */
                state: "complete" | "partial" | "unlisted" | "unreachable";
            }[];
            findings: components["schemas"]["ReconcileFinding"][];
            truncated: boolean;
        };
        ReconcileFinding: {
            /** @enum {string} */
            kind: "paid_not_credited" | "credited_not_paid" | "amount_differs" | "payment_without_order" | "credit_missing" | "refund_not_taken" | "event_not_settled";
            provider: string;
            /** Format: uuid */
            orderId: string | null;
            reference: string | null;
            expected: string | null;
            found: string | null;
            repairable: boolean;
        };
        ReconcileRepair: {
            tried: number;
            failed: {
                finding: components["schemas"]["ReconcileFinding"];
                reason: string;
            }[];
            report: components["schemas"]["ReconcileReport"];
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
                cacheWriteTokens?: number;
                cacheWrite1hTokens?: number;
                audioInputTokens?: number;
                imageInputTokens?: number;
                reasoningTokens?: number;
                audioOutputTokens?: number;
                imageOutputTokens?: number;
                seconds?: number;
                characters?: number;
                images?: {
                    [key: string]: number;
                };
                toolCalls?: {
                    [key: string]: number;
                };
                /** @description Counted here, because the model reported nothing usable. */
                estimated: boolean;
            };
            /** @description The model’s price when the call began. The charge is its sum times `multiplier`. */
            price: components["schemas"]["Price"] & ({
                version: string;
                group?: string;
                multiplier?: string;
            } | null);
            /** @description The output limit to which the credits lowered it, on the client’s request. */
            clampedTo?: number;
            /** @description The response that it paid for, while that can be asked for. In the background it may still run. */
            responseId?: string;
            /** @description The service tier, where it has a figure in `price.tiers`. */
            tier?: string;
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
        /** @description Credits per million tokens or characters, and for each request, second, image or tool call. */
        Price: components["schemas"]["PriceFigures"] & {
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
        ChannelHealth: {
            id: string;
            /** @enum {string} */
            type: "openai" | "azure" | "anthropic" | "demo";
            address: string | null;
            models: {
                id: string;
                upstreamModel: string;
            }[];
            priority: number;
            weight: number;
            /**
             * @description cooling: left alone after failures; trial: one call at a time tries it.
             * @enum {string}
             */
            state: "healthy" | "cooling" | "trial";
            /** @description Seconds until it may be asked again; 0 = now. */
            secondsLeft: number;
            underWay: number;
            /** @description The most calls at once. */
            concurrent: number;
            failuresInARow: number;
            lastMinute: {
                calls: number;
                failures: number;
                errorRate: number;
            };
            /** @description Of the last 512 answers; null before the first. */
            firstByteMs: {
                p50: number;
                p95: number;
                p99: number;
            } | null;
            keys: {
                /** @description Its last four characters; null for no key at all. */
                endsIn: string | null;
                /** @description Why it is not used now; null = it is. */
                setAside: string | null;
                /** @description Seconds until it may be asked again; 0 = now. */
                secondsLeft: number;
            }[];
        };
        ChannelTest: {
            ok: boolean;
            model: string;
            upstreamModel: string;
            /** @description What the key ends in. */
            key: string | null;
            latencyMs: number;
            /** @description Names and codes, never the upstream’s words. */
            fault: string | null;
        };
        TestChannel: {
            /** @description One that it serves; its first by default. */
            model?: string;
            /** @description The key that ends so; the next in turn by default. */
            key?: string;
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
                    /** @description Ids of models; null = all of them. */
                    allowedModels?: string[] | null;
                    /** @description Addresses and networks (CIDR) it may be used from; null = from anywhere. */
                    allowedAddresses?: string[] | null;
                    /** @description Requests within a minute; null = no limit. */
                    rpm?: number | null;
                    /** @description Tokens within a minute, input and output; null = no limit. */
                    tpm?: number | null;
                    /** @description Calls under way at once; null = no limit. */
                    concurrency?: number | null;
                    /** @description Credits per day and month in your time zone, and ever; null = no limit. */
                    spendLimits?: {
                        /**
                         * @description Credits as a decimal string, at most six places.
                         * @example 12.5
                         */
                        day?: string | null;
                        /**
                         * @description Credits as a decimal string, at most six places.
                         * @example 12.5
                         */
                        month?: string | null;
                        /**
                         * @description Credits as a decimal string, at most six places.
                         * @example 12.5
                         */
                        total?: string | null;
                    };
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
    changeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    /** @description Ids of models; null = all of them. */
                    allowedModels?: string[] | null;
                    /** @description Addresses and networks (CIDR) it may be used from; null = from anywhere. */
                    allowedAddresses?: string[] | null;
                    /** @description Requests within a minute; null = no limit. */
                    rpm?: number | null;
                    /** @description Tokens within a minute, input and output; null = no limit. */
                    tpm?: number | null;
                    /** @description Calls under way at once; null = no limit. */
                    concurrency?: number | null;
                    /** @description Credits per day and month in your time zone, and ever; null = no limit. */
                    spendLimits?: {
                        /**
                         * @description Credits as a decimal string, at most six places.
                         * @example 12.5
                         */
                        day?: string | null;
                        /**
                         * @description Credits as a decimal string, at most six places.
                         * @example 12.5
                         */
                        month?: string | null;
                        /**
                         * @description Credits as a decimal string, at most six places.
                         * @example 12.5
                         */
                        total?: string | null;
                    };
                };
            };
        };
        responses: {
            /** @description After the change; it counts everywhere within a second. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
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
    listUsageRecords: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                /** @description First day; 30 days up to `to` by default. */
                from?: string;
                /** @description Last day, included; today by default. */
                to?: string;
                /** @description Of one model; empty = without one. */
                model?: string;
                /** @description Of one feature; empty = without one. */
                feature?: string;
                /** @description Of one key, by its id; empty = without one. */
                keyId?: string;
                /** @description csv = all of them in one file, oldest first; `limit` and `cursor` do not count then. */
                format?: "json" | "csv";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page; a file of everything with format=csv. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsageRecordList"];
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
    getOperatorUsageReport: {
        parameters: {
            query?: {
                /** @description First day; 30 days up to `to` by default. */
                from?: string;
                /** @description Last day, included; today by default. */
                to?: string;
                /** @description Any of day, model, feature, user, in any order, with commas. Rows are sorted in that order. Empty = no groups. */
                groupBy?: string;
                /** @description Only this person’s; everybody’s by default. */
                userId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperatorUsageReport"];
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
    listStatements: {
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
                        data: components["schemas"]["StatementMonth"][];
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
    getStatement: {
        parameters: {
            query?: {
                format?: "json" | "csv" | "pdf";
                /** @description Of a PDF; what Accept-Language prefers when not said. */
                lang?: "en" | "zh";
                /** @description Movements of one page of the JSON. */
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                month: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The statement; a file with format=csv or pdf. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Statement"];
                    "text/csv": string;
                    "application/pdf": string;
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
            500: {
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
    getStatementOfUser: {
        parameters: {
            query?: {
                format?: "json" | "csv" | "pdf";
                /** @description Of a PDF; what Accept-Language prefers when not said. */
                lang?: "en" | "zh";
                /** @description Movements of one page of the JSON. */
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                userId: string;
                month: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The statement; a file with format=csv or pdf. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Statement"];
                    "text/csv": string;
                    "application/pdf": string;
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
            500: {
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
    getOrderReceipt: {
        parameters: {
            query?: {
                /** @description Of a PDF; what Accept-Language prefers when not said. */
                lang?: "en" | "zh";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The receipt. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
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
    listPrices: {
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
            /** @description By the model’s name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["PriceListing"][];
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
    setPrice: {
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
                    /** @description Null gives the model back to the configuration. */
                    price: {
                        input?: string | number;
                        cachedInput?: string | number;
                        cacheWrite?: string | number;
                        cacheWrite1h?: string | number;
                        audioInput?: string | number;
                        imageInput?: string | number;
                        output?: string | number;
                        audioOutput?: string | number;
                        imageOutput?: string | number;
                        characters?: string | number;
                        request?: string | number;
                        second?: string | number;
                        images?: {
                            [key: string]: string | number;
                        };
                        toolCalls?: {
                            [key: string]: string | number;
                        };
                        tiers?: {
                            [key: string]: string | number;
                        };
                    } | null;
                    cost?: {
                        input?: string | number;
                        cachedInput?: string | number;
                        cacheWrite?: string | number;
                        cacheWrite1h?: string | number;
                        audioInput?: string | number;
                        imageInput?: string | number;
                        output?: string | number;
                        audioOutput?: string | number;
                        imageOutput?: string | number;
                        characters?: string | number;
                        request?: string | number;
                        second?: string | number;
                        images?: {
                            [key: string]: string | number;
                        };
                        toolCalls?: {
                            [key: string]: string | number;
                        };
                        tiers?: {
                            [key: string]: string | number;
                        };
                    } | null;
                    /** Format: date-time */
                    validFrom?: string;
                    note?: string;
                };
            };
        };
        responses: {
            /** @description The version in force from then on. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceVersion"];
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
    listPriceVersions: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                model: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its versions in the database. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["PriceHistoryRow"][];
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
    importPrices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    format: "json";
                    /** @description `{model, price, cost?}` each. */
                    prices: unknown[];
                    /** Format: date-time */
                    validFrom?: string;
                    note?: string;
                    /** @description The `digest` of the plan that is to be done. */
                    apply?: string;
                } | {
                    /** @enum {string} */
                    format: "csv";
                    csv: string;
                    /** Format: date-time */
                    validFrom?: string;
                    note?: string;
                    /** @description The `digest` of the plan that is to be done. */
                    apply?: string;
                } | {
                    /** @enum {string} */
                    format: "litellm";
                    entries: {
                        [key: string]: unknown;
                    };
                    /** @example 0.8 */
                    creditsPerUsd: string;
                    /** @example 0.8 */
                    markup?: string;
                    /** @description Our model → the entry’s name. The configured models, when not said. */
                    models?: {
                        [key: string]: string;
                    };
                    /** Format: date-time */
                    validFrom?: string;
                    note?: string;
                    /** @description The `digest` of the plan that is to be done. */
                    apply?: string;
                };
            };
        };
        responses: {
            /** @description Row by row. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceImport"];
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
    listPriceGroups: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["PriceGroup"][];
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
    putPriceGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example 0.8 */
                    multiplier: string;
                    /** @default  */
                    description?: string;
                };
            };
        };
        responses: {
            /** @description The group. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceGroup"];
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
    setPriceGroupOfUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    group: string;
                };
            };
        };
        responses: {
            /** @description Where the person is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        userId: string;
                        group: string;
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
        };
    };
    getUserLimits: {
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
            /** @description The limits. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserLimits"];
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
    setUserLimits: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description A number, "unlimited", or null for what the configuration says. */
                    rpm?: number | "unlimited" | null;
                    /** @description A number, "unlimited", or null for what the configuration says. */
                    tpm?: number | "unlimited" | null;
                    /** @description A number, "unlimited", or null for what the configuration says. */
                    concurrency?: number | "unlimited" | null;
                    spendLimits?: {
                        /**
                         * @description Credits as a decimal string, at most six places.
                         * @example 12.5
                         */
                        day?: string | null;
                        /**
                         * @description Credits as a decimal string, at most six places.
                         * @example 12.5
                         */
                        month?: string | null;
                        /**
                         * @description Credits as a decimal string, at most six places.
                         * @example 12.5
                         */
                        total?: string | null;
                    };
                    models?: {
                        [key: string]: {
                            /** @description A number, "unlimited", or null for what the configuration says. */
                            rpm?: number | "unlimited" | null;
                            /** @description A number, "unlimited", or null for what the configuration says. */
                            tpm?: number | "unlimited" | null;
                            /** @description A number, "unlimited", or null for what the configuration says. */
                            concurrency?: number | "unlimited" | null;
                            spendLimits?: {
                                /**
                                 * @description Credits as a decimal string, at most six places.
                                 * @example 12.5
                                 */
                                day?: string | null;
                                /**
                                 * @description Credits as a decimal string, at most six places.
                                 * @example 12.5
                                 */
                                month?: string | null;
                                /**
                                 * @description Credits as a decimal string, at most six places.
                                 * @example 12.5
                                 */
                                total?: string | null;
                            };
                        };
                    };
                };
            };
        };
        responses: {
            /** @description The limits from now on. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserLimits"];
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
    listPlans: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them, in their order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Plan"][];
                    };
                };
            };
        };
    };
    listAllPlans: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them, in their order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AdminPlan"][];
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
    createPlan: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreatePlan"];
            };
        };
        responses: {
            /** @description The plan. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminPlan"];
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
    changePlan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePlan"];
            };
        };
        responses: {
            /** @description As it is sold now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminPlan"];
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
    getSubscription: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriptionOverview"];
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
    listSubscriptions: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                userId?: string;
                status?: "pending" | "trialing" | "active" | "past_due" | "unpaid" | "paused" | "cancelled" | "expired";
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
                        data: components["schemas"]["AdminSubscription"][];
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
    redeemCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RedeemCode"];
            };
        };
        responses: {
            /** @description Redeemed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RedeemedCode"];
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
    checkDiscount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CheckDiscount"];
            };
        };
        responses: {
            /** @description What it would give now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckedDiscount"];
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
    listRedemptionBatches: {
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
                        data: components["schemas"]["RedemptionBatch"][];
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
    createRedemptionCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRedemptionBatch"];
            };
        };
        responses: {
            /** @description Made. Keep the codes: they are not shown again. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedRedemptionBatch"];
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
    listRedemptionCodes: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                batchId: string;
            };
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
                        data: components["schemas"]["RedemptionCode"][];
                        nextCursor: string | null;
                        batch: components["schemas"]["RedemptionBatch"];
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
        };
    };
    disableRedemptionBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                batchId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Disabled. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RedemptionBatch"];
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
    listDiscounts: {
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
                        data: components["schemas"]["Discount"][];
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
    createDiscount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDiscount"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Discount"];
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
    getDiscount: {
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
            /** @description The discount. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Discount"];
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
    deleteDiscount: {
        parameters: {
            query?: {
                reason?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
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
    changeDiscount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeDiscount"];
            };
        };
        responses: {
            /** @description Changed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Discount"];
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
    listOrders: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                /** @description Any of pending, failed, cancelled, expired, paid, fulfilled, partially_refunded, disputed, refunded, with commas. */
                status?: string;
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
    checkOrder: {
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
            /** @description The order as it then stands. */
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
    cancelOrder: {
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
    listProviderSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ProviderSettings"][];
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
    changeProviderSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                provider: "stripe" | "epay" | "creem" | "mockpay";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeProviderSettings"];
            };
        };
        responses: {
            /** @description As they are now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderSettings"];
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
    testProviderSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                provider: "stripe" | "epay" | "creem" | "mockpay";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TestProviderSettings"];
            };
        };
        responses: {
            /** @description What the provider said. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionTest"];
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
    listRecharges: {
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
                        data: components["schemas"]["RechargeRecord"][];
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
    createRecharge: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateRecharge"];
            };
        };
        responses: {
            /** @description The order, and where to pay. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recharge"];
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
    getAutoTopUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutoTopUp"];
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
    setAutoTopUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetAutoTopUp"];
            };
        };
        responses: {
            /** @description As it then stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutoTopUp"];
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
    saveAutoTopUpCard: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The provider’s own page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SaveCard"];
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
            429: {
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
    removeAutoTopUpCard: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Without it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutoTopUp"];
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
            429: {
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
    buyPlan: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BuyPlan"];
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
            429: {
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
    createCheckoutSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    plan_id: string;
                };
            };
        };
        responses: {
            /** @description Where to pay. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        url: string;
                        sessionId: string | null;
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
    previewPlanChange: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskChange"];
            };
        };
        responses: {
            /** @description Now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanChangePreview"];
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
    changeMyPlan: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePlan"];
            };
        };
        responses: {
            /** @description What becomes of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanChange"];
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
    cancelMySubscription: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is then. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriptionOverview"];
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
    resumeMySubscription: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is then. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriptionOverview"];
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
    openPortal: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its address, good for a short time. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        url: string;
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
    cancelSubscriptionByHand: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelSubscription"];
            };
        };
        responses: {
            /** @description As it is then. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        status: string;
                        cancelAtPeriodEnd: boolean;
                        /**
                         * Format: date-time
                         * @example 2026-05-01T12:00:00.000Z
                         */
                        cancelAt: string | null;
                        /**
                         * Format: date-time
                         * @example 2026-05-01T12:00:00.000Z
                         */
                        endedAt: string | null;
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
    receiveStripeCallback: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its effect is stored, or it has none. */
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
    receiveStripeWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its effect is stored, or it has none. */
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
    receiveEPayQuery: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The credits are stored, or there is nothing to credit. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": "success";
                };
            };
            /** @description Nothing is credited; the site tells again. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": "fail";
                };
            };
            /** @description Nothing is credited; the site tells again. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": "fail";
                };
            };
            /** @description Nothing is credited; the site tells again. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": "fail";
                };
            };
            /** @description Nothing is credited; the site tells again. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": "fail";
                };
            };
            /** @description Nothing is credited; the site tells again. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": "fail";
                };
            };
            /** @description Nothing is credited; the site tells again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": "fail";
                };
            };
        };
    };
    receiveEPayForm: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The credits are stored, or there is nothing to credit. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": "success";
                };
            };
            /** @description Nothing is credited; the site tells again. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": "fail";
                };
            };
            /** @description Nothing is credited; the site tells again. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": "fail";
                };
            };
            /** @description Nothing is credited; the site tells again. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": "fail";
                };
            };
            /** @description Nothing is credited; the site tells again. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": "fail";
                };
            };
            /** @description Nothing is credited; the site tells again. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": "fail";
                };
            };
            /** @description Nothing is credited; the site tells again. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": "fail";
                };
            };
        };
    };
    receiveCreemCallback: {
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
    listAllOrders: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                userId?: string;
                status?: "pending" | "failed" | "cancelled" | "expired" | "paid" | "fulfilled" | "partially_refunded" | "disputed" | "refunded";
                provider?: string;
                needsReview?: "true" | "false";
                /** @description An order’s id, or what its provider calls the order or its payment. */
                reference?: string;
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
                        data: components["schemas"]["AdminOrder"][];
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
    getAnyOrder: {
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
            /** @description The order and its payments. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminOrderStory"];
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
    completeOrderByHand: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description The order and its payments. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminOrderStory"];
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
    cancelOrderByHand: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description The order and its payments. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminOrderStory"];
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
    settleOrderReview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description The order and its payments. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminOrderStory"];
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
    listProviderEvents: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                provider?: string;
                state?: "received" | "waiting" | "processed" | "ignored" | "rejected" | "failed";
                orderId?: string;
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
                        data: components["schemas"]["ProviderEvent"][];
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
    getProviderEvent: {
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
            /** @description The callback. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderEventWhole"];
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
    replayProviderEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reason"];
            };
        };
        responses: {
            /** @description The callback. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderEventWhole"];
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
    listRefundsOfOrder: {
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
            /** @description Oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MoneyBack"];
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
    refundOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefundOrder"];
            };
        };
        responses: {
            /** @description The refund. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refund"];
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
    settleRefund: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettleRefund"];
            };
        };
        responses: {
            /** @description The refund. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refund"];
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
    decideClawback: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecideClawback"];
            };
        };
        responses: {
            /** @description Refunds and disputes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MoneyBack"];
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
    listUnmatchedPayments: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                status?: "waiting" | "assigned" | "dismissed";
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
                        data: components["schemas"]["UnmatchedPayment"][];
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
    assignUnmatchedPayment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignPayment"];
            };
        };
        responses: {
            /** @description The payment. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnmatchedPayment"];
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
    dismissUnmatchedPayment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DismissPayment"];
            };
        };
        responses: {
            /** @description The payment. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnmatchedPayment"];
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
    listEmailAliases: {
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
            /** @description One page, by address. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["EmailAlias"][];
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
    createEmailAlias: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateEmailAlias"];
            };
        };
        responses: {
            /** @description The alias. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        email: string;
                        /** Format: uuid */
                        userId: string;
                        /** @description Waiting payments that were credited by it. */
                        credited: number;
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
    deleteEmailAlias: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                email: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
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
    getReconcileReport: {
        parameters: {
            query?: {
                /** @description Seven days ago when not said. */
                since?: string;
                provider?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReconcileReport"];
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
    repairDifferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    since?: string;
                    provider?: string;
                };
            };
        };
        responses: {
            /** @description What was done, and how things stand. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReconcileRepair"];
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
            /** @description What the caller’s group pays; signed out, what everybody pays. */
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
    listChannels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description When the process that answers began; each knows only its own calls.
                         * @example 2026-05-01T12:00:00.000Z
                         */
                        since: string;
                        data: components["schemas"]["ChannelHealth"][];
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
    testChannel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TestChannel"];
            };
        };
        responses: {
            /** @description How it went. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelTest"];
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
    getResponse: {
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
            /** @description As OpenAI publishes it. */
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
        };
    };
    deleteResponse: {
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
            /** @description As OpenAI publishes it. */
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
        };
    };
    listResponseInput: {
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
            /** @description As OpenAI publishes it. */
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
        };
    };
    cancelResponse: {
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
            /** @description As OpenAI publishes it. */
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
        };
    };
    compactResponse: {
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
    countResponseInput: {
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
            /** @description The count. */
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
            429: {
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
    createMessage: {
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
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description The message, or with `stream: true` its events. The header `x-farebox-receipt` names the receipt. */
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
            /** @description Refused, in Anthropic’s shape; `error.code` says why. A 402 names `topup_url`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        type: "error";
                        error: {
                            type: string;
                            message: string;
                            code: string;
                        } & {
                            [key: string]: unknown;
                        };
                        request_id: string;
                    };
                };
            };
            /** @description Refused, in Anthropic’s shape; `error.code` says why. A 402 names `topup_url`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        type: "error";
                        error: {
                            type: string;
                            message: string;
                            code: string;
                        } & {
                            [key: string]: unknown;
                        };
                        request_id: string;
                    };
                };
            };
            /** @description Refused, in Anthropic’s shape; `error.code` says why. A 402 names `topup_url`. */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        type: "error";
                        error: {
                            type: string;
                            message: string;
                            code: string;
                        } & {
                            [key: string]: unknown;
                        };
                        request_id: string;
                    };
                };
            };
            /** @description Refused, in Anthropic’s shape; `error.code` says why. A 402 names `topup_url`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        type: "error";
                        error: {
                            type: string;
                            message: string;
                            code: string;
                        } & {
                            [key: string]: unknown;
                        };
                        request_id: string;
                    };
                };
            };
            /** @description Refused, in Anthropic’s shape; `error.code` says why. A 402 names `topup_url`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        type: "error";
                        error: {
                            type: string;
                            message: string;
                            code: string;
                        } & {
                            [key: string]: unknown;
                        };
                        request_id: string;
                    };
                };
            };
            /** @description Refused, in Anthropic’s shape; `error.code` says why. A 402 names `topup_url`. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        type: "error";
                        error: {
                            type: string;
                            message: string;
                            code: string;
                        } & {
                            [key: string]: unknown;
                        };
                        request_id: string;
                    };
                };
            };
            /** @description Refused, in Anthropic’s shape; `error.code` says why. A 402 names `topup_url`. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        type: "error";
                        error: {
                            type: string;
                            message: string;
                            code: string;
                        } & {
                            [key: string]: unknown;
                        };
                        request_id: string;
                    };
                };
            };
            /** @description Refused, in Anthropic’s shape; `error.code` says why. A 402 names `topup_url`. */
            529: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        type: "error";
                        error: {
                            type: string;
                            message: string;
                            code: string;
                        } & {
                            [key: string]: unknown;
                        };
                        request_id: string;
                    };
                };
            };
        };
    };
    countTokens: {
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
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description The count. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        input_tokens: number;
                    };
                };
            };
            /** @description Refused, in Anthropic’s shape; `error.code` says why. A 402 names `topup_url`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        type: "error";
                        error: {
                            type: string;
                            message: string;
                            code: string;
                        } & {
                            [key: string]: unknown;
                        };
                        request_id: string;
                    };
                };
            };
            /** @description Refused, in Anthropic’s shape; `error.code` says why. A 402 names `topup_url`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        type: "error";
                        error: {
                            type: string;
                            message: string;
                            code: string;
                        } & {
                            [key: string]: unknown;
                        };
                        request_id: string;
                    };
                };
            };
            /** @description Refused, in Anthropic’s shape; `error.code` says why. A 402 names `topup_url`. */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        type: "error";
                        error: {
                            type: string;
                            message: string;
                            code: string;
                        } & {
                            [key: string]: unknown;
                        };
                        request_id: string;
                    };
                };
            };
            /** @description Refused, in Anthropic’s shape; `error.code` says why. A 402 names `topup_url`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        type: "error";
                        error: {
                            type: string;
                            message: string;
                            code: string;
                        } & {
                            [key: string]: unknown;
                        };
                        request_id: string;
                    };
                };
            };
            /** @description Refused, in Anthropic’s shape; `error.code` says why. A 402 names `topup_url`. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        type: "error";
                        error: {
                            type: string;
                            message: string;
                            code: string;
                        } & {
                            [key: string]: unknown;
                        };
                        request_id: string;
                    };
                };
            };
            /** @description Refused, in Anthropic’s shape; `error.code` says why. A 402 names `topup_url`. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        type: "error";
                        error: {
                            type: string;
                            message: string;
                            code: string;
                        } & {
                            [key: string]: unknown;
                        };
                        request_id: string;
                    };
                };
            };
            /** @description Refused, in Anthropic’s shape; `error.code` says why. A 402 names `topup_url`. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        type: "error";
                        error: {
                            type: string;
                            message: string;
                            code: string;
                        } & {
                            [key: string]: unknown;
                        };
                        request_id: string;
                    };
                };
            };
            /** @description Refused, in Anthropic’s shape; `error.code` says why. A 402 names `topup_url`. */
            529: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        type: "error";
                        error: {
                            type: string;
                            message: string;
                            code: string;
                        } & {
                            [key: string]: unknown;
                        };
                        request_id: string;
                    };
                };
            };
        };
    };
    createEmbedding: {
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
    createImage: {
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
    createImageEdit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "multipart/form-data": {
                    model: string;
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
    createSpeech: {
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
    createTranscription: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "multipart/form-data": {
                    model: string;
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
    createTranslation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "multipart/form-data": {
                    model: string;
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
    createModeration: {
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
