import { useNavigate } from '@tanstack/react-router';
import { useStatus } from '../app/status.tsx';

/** Goes to the explanation of a customer's health on another day; an open KPI stays open. */
export const useOpenDay = (account: string): ((day: string) => void) => {
  const navigate = useNavigate();
  const { today } = useStatus();
  return (day) =>
    void navigate({
      to: '/customers/$account/why',
      params: { account },
      search: (search) => ({ ...search, as_of: day === today ? undefined : day }),
    });
};
