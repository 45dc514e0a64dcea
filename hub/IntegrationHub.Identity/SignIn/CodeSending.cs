using IntegrationHub.Identity.Codes;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.Sessions;
using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Identity.SignIn;

/// <summary>Makes codes in a transaction and sends them after it. Thread-safe.</summary>
public sealed class CodeSending(IdentityStore store, ISmsSender sms)
{
    /// <summary>A code for a session, in place of any before it; <c>null</c> when number, person or address had too many.</summary>
    internal async Task<string?> MakeAsync(
        HubContext context, Account account, Guid session, SessionToken token, CodePurpose purpose, ConfirmedThing thing, string address, CancellationToken cancellationToken)
    {
        var now = store.Now;
        var limits = purpose == CodePurpose.Confirm ? AttemptLimits.ForConfirmationCode(account.Id) : AttemptLimits.ForCode(account.Id, account.Phone, address);
        if (!await store.TakeAsync(context, limits, cancellationToken).ConfigureAwait(false))
        {
            store.Record(context, "user.code-refused", account.Actor, exchange: null, ("reason", "too many codes"), ("address", address));
            return null;
        }

        await context.Codes.Where(x => x.RetailerId == store.Retailer.Value && x.SessionId == session && x.UsedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.UsedAt, now), cancellationToken).ConfigureAwait(false);
        var code = SmsCode.Make();
        context.Codes.Add(new CodeRow
        {
            RetailerId = store.Retailer.Value,
            Id = store.NewId(),
            SessionId = session,
            Purpose = (short)purpose,
            Hash = SmsCode.Hash(token.Octets, purpose, thing.Act, code),
            SentAt = now,
            ExpiresAt = now + SmsCode.Lifetime,
        });
        store.Record(context, "user.code-sent", account.Actor, exchange: null, ("purpose", purpose.ToString()), ("address", address), ("act", thing.ActOrNull));
        return code;
    }

    /// <summary>Hands it to the gateway; false when that does not take it, which the ledger keeps.</summary>
    internal async Task<bool> SendAsync(Account account, string code, CodePurpose purpose, ConfirmedThing thing, CancellationToken cancellationToken)
    {
        try
        {
            // Both languages, and what it is for: who did not ask for it knows that his password is known.
            var what = purpose == CodePurpose.SignIn ? "登录验证码,五分钟内有效 / code to sign in, good for five minutes" : "签署或审批验证码,五分钟内有效 / code to sign or approve, good for five minutes";
            await sms.SendCodeAsync(account.Phone, $"IntegrationHub: {code} {what}{thing.InMessage}", cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (SmsException failure)
        {
            await store.ChangeAsync(
                context =>
                {
                    store.Record(context, "user.code-not-sent", account.Actor, exchange: null, ("reason", failure.Message));
                    return Task.FromResult(true);
                },
                cancellationToken).ConfigureAwait(false);
            return false;
        }
    }
}
