import { type JSX, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../api.ts'
import { Dialog } from '../components/dialog.tsx'
import { Field } from '../components/field.tsx'
import { SupervisorForm } from '../components/supervisor-form.tsx'

/** A supervisor's number and password instead of the badge: for one act; the operator stays signed in. */
export function SupervisorPanel({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const isComplete = reason.trim() !== ''
  return (
    <Dialog title={t('supervisor.title')} onClose={onClose} testId="supervisor-panel">
      <SupervisorForm
        testId="supervisor"
        submit={t('supervisor.submit')}
        isComplete={isComplete}
        more={(wasSent) => (
          <Field
            label={t('supervisor.reason')}
            name="reason"
            value={reason}
            onValue={setReason}
            error={wasSent && !isComplete ? t('common.required') : undefined}
            testId="supervisor-reason"
            maxLength={200}
          />
        )}
        onSubmit={async (identifier, password) => {
          const answer = await call('station.supervise', { identifier, password, reason })
          if (!answer.ok) return answer
          onClose()
          return null
        }}
      >
        <p>{t('supervisor.hint')}</p>
      </SupervisorForm>
    </Dialog>
  )
}
