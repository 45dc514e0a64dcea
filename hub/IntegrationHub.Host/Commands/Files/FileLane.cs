using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Host.CommandLine;

namespace IntegrationHub.Host.Commands.Files;

/// <summary>Who may exchange files: a document that comes as a file carries no signature, so nobody else's may come that way.</summary>
internal static class FileLane
{
    /// <summary>The party, when it has a file lane that is switched on.</summary>
    /// <exception cref="RefusedException">It has none.</exception>
    public static Party Of(Party party)
    {
        if (party.Connection != PartyConnection.Files)
        {
            throw new RefusedException(
                "PARTY_WITHOUT_FILE_LANE",
                $"{party.Name} exchanges by {Words.Of(party.Connection)}, not by files",
                "Files carry no signature; only parties registered with the connection `files` use them.");
        }

        return party.Enabled
            ? party
            : throw new RefusedException(RejectionCodes.PartyDisabled, $"{party.Name} is switched off", $"Switch it on first: `ihub party enable {party.Name}`.");
    }
}
