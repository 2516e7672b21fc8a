export { guardedFetch, type GuardOptions, type HostAddress } from './guarded-fetch.ts';
export { isPublicAddress } from './addresses.ts';
export { drawMail, oneLine, type DrawnMail, type MailDrawing } from './mail-draw.ts';
export { openMailer, type MailOutcome, type Mailer, type OutgoingMail } from './mailer.ts';
export {
  eraseMails,
  listAllMails,
  listMails,
  mailHash,
  openMail,
  queueMail,
  removeMail,
  sendMailTask,
  type Mail,
  type MailHead,
  type MailId,
  type MailState,
} from './mail.ts';
export { mailJobs, sendMail } from './send-mail.ts';
export { openText, sealText, type SealedText } from './seal.ts';
export { errors } from './errors.ts';
