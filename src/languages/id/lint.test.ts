import { describe, expect, test } from "vitest";
import { findAmounts } from "../../core/letter/lint/amounts.ts";
import { findDates } from "../../core/letter/lint/dates.ts";
import { type LintReport, lintText } from "../../core/letter/lint/lint.ts";
import type { Step } from "../../core/process/procedure.ts";
import { readLanguage } from "../read.ts";

const { lexicon } = readLanguage("id");

const lint = (text: string, step: Step): LintReport => lintText(text, step, lexicon);
const errors = (text: string, step: Step): readonly string[] =>
  lint(text, step).findings.flatMap(({ check, severity, message }) => (severity === "E" ? [`${check} ${message}`] : []));
const found = (text: string, step: Step, check: string): readonly string[] =>
  lint(text, step).findings.flatMap((finding) => (finding.check === check ? [finding.message] : []));

const SIGNED = `

Hormat kami,
Ratna Wulandari
CV Mekar Jaya
Telp. (021) 5550 1234, piutang@mekarjaya.example`;

/** As businesses write them: all names, numbers and amounts are made up. */
const GOOD: Readonly<Record<Step, string>> = {
  reminder: `Kepada Yth.
Bapak Andi Saputra
PT Bahtera Niaga

Dengan hormat,

Terima kasih atas kepercayaan Bapak kepada kami. Bersama ini kami ingatkan bahwa Invoice No. 0231/MJ/XI/2026 sebesar Rp 18.450.000,- akan jatuh tempo pada tanggal 30 November 2026.

Mohon pembayaran dapat ditransfer ke rekening kami di Bank Mandiri No. 1230004567890 paling lambat hari Senin, tanggal 30 November 2026. Abaikan pemberitahuan ini apabila Bapak sudah membayar.${SIGNED}`,
  "past-due": `Yth. Ibu Sari Utami,

Dengan hormat,

Kami menghargai kerja sama yang baik selama ini. Faktur nomor F-8812 senilai Rp4.750.000 telah jatuh tempo pada 13 November 2026 dan sudah lewat 10 hari. Barangkali tagihan ini terlewat.

Kami mohon bantuan Ibu untuk melakukan pembayaran paling lambat Rabu, 2 Desember 2026 melalui transfer ke rekening BCA 5271234567 a.n. CV Mekar Jaya. Jika sudah dibayar, mohon abaikan surat ini.${SIGNED}`,
  first: `Yth. Bagian Keuangan PT Bahtera Niaga,

Dengan hormat,

Terima kasih atas pesanan dan kepercayaan yang diberikan kepada kami. Menurut catatan kami, tagihan berikut belum kami terima pembayarannya dan sudah terlambat 12 hari. Kami telah mengirimkan pengingat pada tanggal 6 November 2026.

No. Faktur    Tanggal       Jatuh tempo    Jumlah
F-8812        14 Okt 2026   13 Nov 2026    Rp 4.750.000

Mohon informasi mengenai status pembayaran ini. Apabila belum diproses, kami mohon pembayaran dilakukan selambat-lambatnya tanggal 7 Desember 2026 melalui transfer bank ke rekening pada faktur. Jika terdapat kesalahan pada faktur, silakan hubungi kami.

Bila pembayaran sudah dilakukan, kami ucapkan terima kasih.${SIGNED}`,
  second: `Yth. Bapak Andi Saputra,

Dengan hormat,

Menindaklanjuti surat tagihan pertama kami tanggal 17 November 2026, pembayaran Faktur F-8812 sebesar Rp 4.750.000 belum kami terima. Faktur tersebut jatuh tempo pada 13 November 2026 dan saat ini menunggak 21 (dua puluh satu) hari.

Kami menghargai hubungan baik dengan perusahaan Bapak. Kami meminta pembayaran ke rekening kami paling lambat Senin, 14 Desember 2026. Apabila ada kesulitan, silakan menghubungi kami untuk membicarakan cicilan.

Keterlambatan lebih lanjut dapat memengaruhi fasilitas kredit Bapak. Abaikan surat ini jika sudah dibayar.${SIGNED}`,
  third: `Yth. PT Bahtera Niaga,

Perihal: Surat peringatan terakhir (somasi)

Dengan hormat,

Merujuk surat kami tanggal 17 November 2026 dan 4 Desember 2026, Faktur F-8812 sebesar Rp 4.750.000 yang jatuh tempo pada 13 November 2026 belum dilunasi dan terlambat 35 hari.

Kami mohon pelunasan melalui transfer ke rekening kami paling lambat Senin, 4 Januari 2027, atau kesepakatan jadwal pembayaran dengan kami sampai tanggal tersebut. Jika sampai Senin, 4 Januari 2027 belum ada pembayaran, penagihan akan kami serahkan kepada kuasa hukum kami. Hal itu juga dapat memengaruhi peringkat kredit Bapak/Ibu.

Mohon hubungi kami sebelum tanggal tersebut. Bila sudah membayar, mohon abaikan surat ini.${SIGNED}`,
  final: `Yth. PT Bahtera Niaga,

Dengan hormat,

Faktur F-8812 sebesar Rp 4.750.000, jatuh tempo 13 November 2026, belum dibayar. Kami telah mengirim surat pada 17 November 2026 dan 4 Desember 2026.

Dengan ini kami beri tahukan bahwa penagihannya telah kami serahkan kepada PT Cahaya Tagih, yang akan menghubungi Bapak/Ibu.${SIGNED}`,
};

describe("letters of others in Indonesian", () => {
  test.each(Object.entries(GOOD) as [Step, string][])("a good %s letter has no error and misses nothing", (step, text) => {
    expect(errors(text, step)).toEqual([]);
    expect(lint(text, step).elements.missing).toEqual([]);
  });

  test.each([
    "Mohon segera melakukan pembayaran.",
    "Kami mohon tagihan ini dilunasi secepatnya.",
    "Harap selesaikan pembayaran sesegera mungkin.",
    "Kami harap pembayaran dapat kami terima dalam waktu dekat.",
    "Mohon dibayar dalam 7 (tujuh) hari kerja.",
    "Kami meminta pelunasan selambat-lambatnya 14 hari setelah surat ini diterima.",
    "Mohon pembayaran sebesar Rp 1.250.000 paling lambat minggu depan.",
    "Silakan transfer paling lambat akhir bulan.",
    "Segera lunasi tagihan Anda!",
    "Pembayaran agar dilakukan dalam waktu 3x24 jam.",
  ])("a vague deadline is found: %s", (sentence) => {
    expect(found(`${GOOD.second.replace("Kami menghargai", `${sentence} Kami menghargai`)}`, "second", "L04")).toHaveLength(1);
  });

  test.each([
    "Mohon segera hubungi kami.",
    "Kami akan segera memperbaiki faktur yang keliru.",
    "Mohon pembayaran paling lambat Senin, 30 November 2026.",
    "Mohon Rp1.250.000 dibayar paling lambat 30-11-2026.",
    "Mohon pelunasan paling lambat pada tanggal tersebut.",
  ])("no vague deadline: %s", (sentence) => {
    expect(found(sentence, "first", "L04")).toEqual([]);
  });

  test.each([
    "Kami akan melaporkan Bapak ke polisi.",
    "Anda dapat dipenjara karena hal ini.",
    "Ini merupakan tindak pidana.",
    "Perusahaan Anda adalah penipu.",
    "Barang Anda akan kami sita.",
    "Aset Bapak akan disita.",
    "Nama Anda akan kami sebarkan.",
    "Hal ini akan kami viralkan.",
    "Jangan sampai kami permalukan.",
    "Bayar atau tanggung sendiri akibatnya.",
    "Ini kesempatan terakhir Bapak.",
  ])("a threat is found: %s", (sentence) => {
    expect(found(sentence, "third", "L09").join()).toContain("is a threat");
  });

  test.each([
    "Bapak telah mengabaikan semua surat kami.",
    "Kami menilai tidak ada itikad baik dari pihak Ibu.",
    "Jangan banyak alasan lagi.",
    "Kelalaian Anda merugikan kami.",
    "Kami akan memberitahukan hal ini kepada keluarga Anda.",
    "Kami akan menghubungi pelanggan Bapak.",
  ])("a reproach or disclosure is found: %s", (sentence) => {
    expect(found(sentence, "third", "L19")).toHaveLength(1);
  });

  test.each([
    "Mohon mengabaikan surat ini apabila sudah dibayar.",
    "Kami menginformasikan kepada seluruh pelanggan bahwa rekening kami telah berubah.",
    "Debitur dinyatakan lalai setelah tanggal tersebut.",
  ])("no reproach: %s", (sentence) => {
    expect(found(sentence, "third", "L19")).toEqual([]);
  });

  test("a consequence before its step is found", () => {
    const sentence = "Jika belum dibayar, kami akan menempuh jalur hukum.";
    expect(found(sentence, "first", "L09").join()).toContain("before the third letter");
    expect(found(sentence, "second", "L09").join()).toContain("before the third letter");
    expect(found("Peringkat kredit Bapak dapat terpengaruh.", "first", "L09").join()).toContain("before the second letter");
    expect(found(sentence, "third", "L09").join()).toContain("without the day");
  });

  test.each([
    "Yth. ,",
    "Yth. Bapak/Ibu ,",
    "Tagihan sebesar Rp yang belum dibayar.",
    "Jumlah tagihan sebesar Rp. paling lambat kami terima.",
    "Kami mohon pembayaran sebesar paling lambat Senin.",
    "Silakan hubungi di agar kita dapat membicarakannya.",
    "Surat kami tanggal , belum dijawab.",
    "Faktur tertanggal dan faktur lainnya.",
    "Kami mohon pembayaran paling lambat .",
    "Faktur ini kini terlambat hari.",
    "Faktur nomor sebesar Rp 500.000 belum dibayar.",
    "Faktur ini jatuh tempo pada dan belum dibayar.",
  ])("an empty place is found: %s", (sentence) => {
    expect(found(sentence, "first", "L02")).not.toEqual([]);
  });

  test.each([
    "Jumlah yang harus dibayar Rp 1.000.000,-.",
    "Mohon transfer Rp. 1.000.000,- ke rekening kami.",
    "Total Rp1.000.000,00",
    "No. Faktur | Tanggal | Jumlah (Rp)",
    "Faktur jatuh tempo pada hari Senin, dan terlambat hari ini.",
    "Silakan hubungi kami melalui telepon atau surel.",
    "Yth. Bapak/Ibu,",
  ])("no empty place: %s", (sentence) => {
    expect(found(sentence, "first", "L02")).toEqual([]);
  });

  test("a missing element is found", () => {
    const bare = "Yth. Pelanggan,\n\nDengan hormat,\n\nTagihan Bapak/Ibu belum kami terima pembayarannya, mohon perhatian.\n\nHormat kami,";
    const { missing, unsure } = lint(bare, "second").elements;
    expect(missing).toEqual(
      expect.arrayContaining(["days-past-due", "amount-due", "invoice-number", "due-date", "payment-date", "credit-hint", "contact-details"]),
    );
    expect(unsure).toContain("customer-name");
    const { present } = lint("Yth. Bapak/Ibu Dewi,", "second").elements;
    expect(present).toContain("customer-name");
  });

  test("familiar address is known, polite and neutral address are not taken for it", () => {
    const matches = (patterns: readonly string[], text: string): boolean => patterns.some((pattern) => new RegExp(pattern, "iu").test(text));
    for (const text of ["Kamu belum membayar.", "Utangmu belum lunas.", "Elo harus bayar."]) expect(matches(lexicon.familiarAddress, text)).toBe(true);
    for (const text of ["Mohon Bapak/Ibu membayar.", "Tagihan Anda belum lunas.", "Waktu bertemu kami sepakati."])
      expect(matches(lexicon.familiarAddress, text)).toBe(false);
    expect(matches(lexicon.politeAddress, "Mohon Bapak/Ibu membayar.")).toBe(true);
  });
});

describe("dates and amounts as Indonesians write them", () => {
  test.each([
    ["Senin, 30 November 2026", "2026-11-30", 1],
    ["hari Senin, tanggal 30 November 2026", "2026-11-30", 1],
    ["Jum'at, 4 Desember 2026", "2026-12-04", 5],
    ["Jumat 4 Des 2026", "2026-12-04", 5],
    ["5 Mei 2026", "2026-05-05", null],
    ["17 Agustus 2026", "2026-08-17", null],
    ["17 Agu 2026", "2026-08-17", null],
    ["17 Agt. 2026", "2026-08-17", null],
    ["10 Nopember 2026", "2026-11-10", null],
    ["2 Pebruari 2026", "2026-02-02", null],
    ["1 Okt 2026", "2026-10-01", null],
    ["30-11-2026", "2026-11-30", null],
    ["30/11/2026", "2026-11-30", null],
  ])("%s", (text, day, weekday) => {
    expect(findDates(text, "id")).toMatchObject([{ day, weekday }]);
  });

  test.each(["Rp 1.000.000,-", "Rp1.000.000,00", "Rp. 1.000.000", "IDR 1,000,000.00", "1.000.000 IDR"])("%s", (text) => {
    expect(findAmounts(text, "IDR")).toMatchObject([{ currency: "IDR", minor: 100_000_000n }]);
  });
});
