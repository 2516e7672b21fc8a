export { ChecksField } from './checks-field.tsx';
export { CheckField, fieldProps, Form, PasswordField, SelectField, TextField } from './form.tsx';
export { useForm, type FieldError, type FormSpec, type FormState } from './use-form.ts';
