import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { replyText } from "../../src/inbox/reply/reply-text.ts";
import { conformFiles } from "../support/conformance-table.ts";

/** What a reader sees as the writer's own words: how they begin and end, what else must be there, and what must not. */
interface Expected {
  readonly first: string;
  readonly last?: string;
  readonly has?: readonly string[];
  readonly hasNot?: readonly string[];
}

const LATIN: Expected = { first: "Fusce bibendum", last: "nec nec nibh.", has: ["Duis ut libero"], hasNot: ["Etiam", "Test", "Hi", "@", "wrote", "Sent"] };
const ANOTHER: Expected = { first: "Here is another email", last: "another email", hasNot: ["Sent from"] };
const RIAK: Expected = { first: "Hi folks", has: ["running a test?", "I am currently using"], hasNot: ["mailing list"] };
const INLINE: Expected = {
  first: "Hi,",
  last: 'all individually."',
  has: ["You can list", "riakClient.delete"],
  hasNot: ["2011", "Hi folks", "mailing list", "Abhishek"],
};
const TOP: Expected = { first: "Oh thanks.", has: ["Having the function"], hasNot: ["Russell", "You can list", "mailing list"] };
const AWESOME: Expected = { first: "Awesome!", last: "problem with it.", hasNot: ["defunkt", "Loader"] };
const BULLETS: Expected = { first: "One: Here's", last: "for a while.", has: ["- This is the fourth bullet point", "Two:"] };
// In one set the line above the quotation lacks the word "from": nothing makes it a signature.
const PIXELS: Expected = { first: "I get proper rendering as well.", hasNot: ["Sent from", "Corey", "caching"] };
const OUTLOOK: Expected = { first: "Outlook with a reply", hasNot: ["From:", "Google", "CRM", "Sent", "comment", "Kim", "tale aliquam", "---"] };
const GOALS: Expected = {
  first: "test 2 this should",
  last: "and another",
  has: ["retain this formatting", "- how about bullets"],
  hasNot: ["goalengine", "achieve", "Joe"],
};
const ONE: Expected = { first: "Thank, this is", last: "when I run...", has: ["One outstanding question"], hasNot: ["Tapley", "lastLocation"] };
const DESK: Expected = { first: "Here is another email", last: "then my mobile phone.", has: ["Sent from my desk"] };
const TUNNEL: Expected = { first: "On your remote host", last: "the tunnel is not working.", has: ["telnet"], hasNot: ["Plymale", "odd issue"] };
const SIGNED: Expected = { first: "this is an email with a", last: "signature.", hasNot: ["rick"] };
const SPARE: Expected = { first: "I think you're onto", last: "back to a computer.", hasNot: ["Sullivan", "organism", "AGCGAAAG"] };
const THREAD: Expected = { first: "This is new email reply", last: "from bellow.", hasNot: ["Nov", "john@", "Thanks"] };
const HUNGARIAN: Expected = { first: "Thank you!", last: "Thank you!" };
const FRENCH_BLOCK: Expected = { first: "bonjour,", last: "merci d'avance", has: ["pas eu de retour"], hasNot: ["Someone", "description"] };
const UNQUOTED: Expected = { first: "This is my reply.", last: "This is my reply.", hasNot: ["quote"] };
const TAGGED: Expected = { first: "Thank you very much.", last: "my previous mail", has: ["[DATE]"] };
const FROM_TAG: Expected = { first: "[FROM]", last: "<foo@example.com>" };
const THURSDAY: Expected = { first: "On Thursday:", last: "id est laborum." };

const COMMON: Readonly<Record<string, Expected>> = {
  correct_sig: SIGNED,
  sig_no_empty_line: { first: "this is an email with a signature", last: "line above.", hasNot: ["rick"] },
  email_1: RIAK,
  email_1_1: RIAK,
  email_2: INLINE,
  email_1_2: INLINE,
  email_3: TOP,
  email_1_3: TOP,
  email_4: AWESOME,
  email_1_4: AWESOME,
  email_5: BULLETS,
  email_1_5: BULLETS,
  email_6: PIXELS,
  email_1_6: PIXELS,
  email_1_7: { first: ":+1:", last: ":+1:" },
  email_1_8: { first: "I will reply under this one", last: "and under this.", hasNot: ["sugar", "okay", "Tim", "signature"] },
  email_2_1: OUTLOOK,
  email_2_2: OUTLOOK,
  email_2_3: OUTLOOK,
  ...Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`email_${at + 7}`, LATIN])),
  email_19: { first: "On Thursday, I get", last: "proper rendering.", hasNot: ["Corey"] },
  email_20: { first: "On Thursday.", last: "On Thursday." },
  email_21: THURSDAY,
  ...Object.fromEntries([22, 23, 24, 25, 26].map((number) => [`email_${number}`, LATIN])),
  // "Something wrote:" is no line over a quotation: it names neither a day nor an address.
  email_23_1: { first: "Fusce bibendum", last: "nec nec nibh.", has: ["Something wrote:"], hasNot: ["@", "ahbladeroot", "> "] },
  email_BlackBerry: ANOTHER,
  email_blackberry: ANOTHER,
  email_iPhone: ANOTHER,
  email_iphone: ANOTHER,
  email_multi_word_sent_from_my_mobile_device: ANOTHER,
  email_bullets: GOALS,
  email_long_quote: { first: "Hi folks", has: ["running a test?", "I am currently using"], hasNot: ["mailing list"] },
  email_one_is_not_on: ONE,
  email_sent_from_my_not_signature: DESK,
  email_sig_delimiter_in_middle_of_line: { first: "Hi there!", last: "kthxbai", has: ["this is not a signature."] },
  greedy_on: TUNNEL,
  email_partial_quote_header: TUNNEL,
  pathological: SPARE,
  email_gmail: { first: "This is a test", last: "a github message.", hasNot: ["Steven", "personally", "subscribed"] },
  email_headers_no_delimiter: { first: "And another reply!", last: "And another reply!" },
  email_custom_quote_header: HUNGARIAN,
  email_customer_quote_header_2: { first: "Thank you very much.", last: "very much.", hasNot: ["somedude"] },
  email_customer_quote_header_3: FRENCH_BLOCK,
  email_issue_77: { first: "Bonjour Test,", last: "Text paragraph 2", has: ["pose problème."], hasNot: ["2021"] },
  "email_ls-l": { first: "MIME-Version", has: ["here's some funny one", "-rw-------", "sess_25tni1suqgasqk8osnmk098sc6"], hasNot: ["glen"] },
  email_norwegian_gmail: LATIN,
  email_thread: THREAD,
  email_unquoted_reply: UNQUOTED,
  email_w10_mail: { first: "Great thanks Bort", hasNot: ["Sent from Mail", "April", "Tickets"] },
  email_with_date_headers: TAGGED,
  email_with_from_headers: FROM_TAG,
  email_zimbra_free_en: {
    first: "Bonjour Toby,",
    has: ["Text paragraph 1", "On this line is the issue", "Text paragraph 2"],
    hasNot: ["Flenderson", "BONJOUR"],
  },
  email_zimbra_free_fr: { first: "Bonjour Test,", has: ["Le paragraphe qui pose", "Text paragraph 2"], hasNot: ["Flenderson", "BONJOUR"] },
  email_danish_dash_separator: LATIN,
  email_emoji: { first: "🎉", last: "🎉" },
  email_en_multiline_2: LATIN,
  email_finnish: LATIN,
  email_fr_multiline: LATIN,
  email_french_2: LATIN,
  email_french_dash_separator: LATIN,
  email_german: LATIN,
  email_german_2: LATIN,
  email_german_3: LATIN,
  email_german_outlook: LATIN,
  email_gmail_split_line_from: LATIN,
  email_ios_outlook: LATIN,
  email_ios_outlook_fr: LATIN,
  email_italian: LATIN,
  email_msn: LATIN,
  email_not_a_signature: { first: "Dear XXXXX:", has: ["Registration Jun 27, 2018 facebok.com", "All dates are in", "please reply to this e-mail"] },
  email_not_a_signature_2: { first: "Hello,", last: "Thanks!", has: ["-- first point", "-- and also third", "I hope you can check it"] },
  email_original_message: LATIN,
  email_original_message_2: LATIN,
  email_outlook_split_line_from: LATIN,
  email_portuguese: LATIN,
  email_reply_header: {
    first: "This is the latest reply.",
    has: ["On the one hand", "it could happen TWICE!"],
    hasNot: ["Hey, Stranger", "mrmister", "My name is"],
  },
  email_russian: LATIN,
  email_sent_from: { first: "Hi it can happen", last: "words or paragraphs.", hasNot: ["TypeApp", "Valerian", "replicate"] },
  email_tricky_1_on_false_positive: { first: "On the surface", last: "performance is great.", has: ["On average,"] },
  email_tricky_2_url_with_wrote: { first: "Hi there,", has: ["Check out this article", 'patterns like "wrote:" in them.'] },
  email_tricky_3_code_block: { first: "Here's the code", last: "actual signatures.", has: ["Sent from my custom mailer"] },
  email_tricky_4_from_in_body: { first: "I need to parse", last: "actual message content.", has: ["not From: external sources."] },
  email_tricky_5_mixed_languages: LATIN,
  email_tricky_6_regards_in_sentence: { first: "I wanted to discuss", last: "should be visible.", has: ["As regards the timeline", "In this regards"] },
  email_tricky_7_multiple_dashes: {
    first: "Here is my analysis:",
    last: "in my content.",
    has: ["## Key Points", "1. Performance", "formatting, not signatures."],
  },
  email_tricky_8_sent_from_in_content: { first: "The notification was", last: "the main server.", has: ["not Sent from my iPad."] },
  email_tricky_9_nested_quotes: { first: "I agree with", last: "points below.", hasNot: ["Jane", "Bob"] },
  email_tricky_10_special_chars_in_name: LATIN,
  email_tricky_11_double_signature: { first: "Thanks for your help!", hasNot: ["Senior", "iPhone"] },
  email_tricky_12_no_space_after_header: LATIN,
  email_tricky_13_timestamp_variations: { first: "Here are different", last: "not quote headers.", has: ["2024/01/15 14:30:25", "15.01.2024 14:30"] },
  email_tricky_14_long_quote_header: LATIN,
  email_tricky_15_original_message_variations: LATIN,
  email_tricky_16_unicode_signatures: { first: "Thanks for the update!", hasNot: ["Manager", "📧"] },
  email_tricky_17_forward_header: { first: "See the forwarded", last: "message below.", hasNot: ["John", "treated as quoted"] },
  email_tricky_18_inline_reply: { first: "I think option A", last: "our use case.", has: ["Option B has some drawbacks."], hasNot: ["Jane", "What about"] },
  email_tricky_19_quote_without_header: {
    first: "I wanted to respond",
    last: "my final thoughts.",
    has: ["My response"],
    hasNot: ["angle brackets", "in the middle"],
  },
  email_tricky_20_html_entities: { first: "The data should be &gt; 100", last: "handled correctly.", hasNot: ["Johnny", "Previous"] },
  email_with_regards: { first: "Hi,", last: "Can you help?", hasNot: ["CEO"] },
  email_zoho: { first: "What is the best way", last: "running a test?", hasNot: ["Java", "wrote"] },
};

/** What differs, and why it stays so. A file that agrees after all may not stay in this list. */
const DIFFERS: Readonly<Record<string, string>> = {
  email_7: "the second half of a quoted line stands without its mark below a full stop: it could as well be an answer, and answers are never dropped",
};

function agrees(text: string, { first, last, has = [], hasNot = [] }: Expected): boolean {
  return (
    text.startsWith(first) &&
    (last === undefined || text.endsWith(last)) &&
    has.every((word) => text.includes(word)) &&
    !hasNot.some((word) => text.includes(word))
  );
}

/** "read" is: agrees; "refused": one of those that are known to differ. */
for (const set of ["github", "zapier", "willdurand", "crisp"]) {
  conformFiles(
    "mail replies",
    `mail-reply-${set}`,
    (name) => name.endsWith(".txt"),
    (path, name) => {
      const key = name.slice(0, -".txt".length);
      const expected = COMMON[key];
      if (!expected) throw new Error(`${name}: nobody has written down what a reader sees`);
      const text = replyText(readFileSync(path, "utf8"));
      const isListed = Object.hasOwn(DIFFERS, key);
      expect(agrees(text, expected), text).toBe(!isListed);
      return Promise.resolve(isListed ? "refused" : "read");
    },
  );
}
