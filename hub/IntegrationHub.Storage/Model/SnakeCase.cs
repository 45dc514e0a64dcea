using System.Text;

namespace IntegrationHub.Storage.Model;

/// <summary>Names of columns: <c>ReceivedAt</c> is <c>received_at</c>, <c>MRid</c> is <c>mrid</c>, <c>Sha256</c> is <c>sha256</c>.</summary>
internal static class SnakeCase
{
    public static string Of(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        for (var index = 0; index < name.Length; index++)
        {
            if (index > 0 && char.IsUpper(name[index]) && !char.IsUpper(name[index - 1]))
                text.Append('_');

            text.Append(char.ToLowerInvariant(name[index]));
        }

        return text.ToString();
    }
}
