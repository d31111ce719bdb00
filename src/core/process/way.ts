/** The ways on which people meet: how something was said, agreed or sent, outside of Firmly too. */
export const WAYS = ["email", "post", "phone", "visit", "sms", "fax", "portal", "other"] as const;
