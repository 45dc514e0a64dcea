using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Exchange.Parties;

namespace IntegrationHub.Exchange.Reception;

/// <summary>Port: what each party's signatures may be made of, and whom they may come from.</summary>
/// <remarks>Thread-safe; asked for every message, so implementations keep the policies they made.</remarks>
public interface ISignaturePolicies
{
    /// <param name="at">When the message was received: the party's rule of that instant counts.</param>
    SignaturePolicy For(Party party, DateTimeOffset at);
}
